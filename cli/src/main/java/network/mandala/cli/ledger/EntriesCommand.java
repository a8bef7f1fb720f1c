package network.mandala.cli.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import network.mandala.cli.console.RowsOption;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the journal of a project. */
@Command(
    name = "entries",
    description = "Shows what was posted to a project's account, the newest first.",
    mixinStandardHelpOptions = true)
final class EntriesCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerPlaceOption ledger;
  @Mixin private ProjectArgument project;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only from this day or time (UTC) on.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only before this day or time (UTC).")
  private Instant to;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description =
          "Only these: top-up, debit, adjustment, welcome, hold, capture, release, write-off,"
              + " reversal; may be repeated.")
  private List<EntryKind> kinds = List.of();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "At most so many, the newest (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var query = EntryQuery.latest(Math.max(1, limit));
    if (from != null) {
      query = query.from(from);
    }
    if (to != null) {
      query = query.to(to);
    }
    var wanted = kinds.isEmpty() ? query : query.kinds(EnumSet.copyOf(kinds));
    ledger.use(
        books -> {
          var entries = books.entries(project.name(), wanted);
          rows.answer(EntryView.class, entries, () -> EntryView.table(entries));
        });
  }
}
