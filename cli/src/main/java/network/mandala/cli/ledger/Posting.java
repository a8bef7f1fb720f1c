package network.mandala.cli.ledger;

import java.util.UUID;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.journal.Journal;
import network.mandala.ledger.project.LedgerProject;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that change a balance: why, and by which key only once. */
final class Posting {
  @Mixin private LedgerOption ledger;
  @Mixin private ProjectArgument project;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why: it stays in the journal, and the tenant can read it.")
  private String reason;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Names this posting: the same key again posts nothing, and shows what it posted (default: a new one).")
  private String key;

  /** What is posted. */
  @FunctionalInterface
  interface Work {
    Entry post(Journal journal, String projectId, String key, String reason, String actor);
  }

  void run(OutputOption output, Work work) {
    if (reason.isBlank()) {
      throw new Failure("--reason is empty: say why, it stays in the journal");
    }
    ledger.use(
        access -> {
          var found = project.in(access);
          var console = output.console();
          var name = key == null ? "cli:" + UUID.randomUUID() : key;
          announce(console, name);
          var entry =
              work.post(access.ledger().journal(), found.projectId(), name, reason, access.actor());
          console.answer(() -> text(found, entry), EntryView.of(entry));
        });
  }

  /** Before it is posted: who is interrupted needs it to know whether it was. */
  private static void announce(Console console, String key) {
    console.progress(
        "the key of this posting is %s: with --key the same command can be said again, and is posted once"
            .formatted(key));
  }

  private static String text(LedgerProject project, Entry entry) {
    return "%+d sat for %s: its balance is %d sat (entry %d)"
        .formatted(
            entry.amount().value(), project.name(), entry.balanceAfter().value(), entry.id());
  }
}
