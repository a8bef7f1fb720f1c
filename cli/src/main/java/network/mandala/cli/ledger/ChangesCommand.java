package network.mandala.cli.ledger;

import network.mandala.cli.console.RowsOption;
import network.mandala.ledger.change.ChangeQuery;
import network.mandala.ledger.change.JdbiChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who changed what through the signed bridge. */
@Command(
    name = "changes",
    description =
        "Shows who asked for which change with a key, from where, and the status of the answer; the newest first.",
    mixinStandardHelpOptions = true)
final class ChangesCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerOption ledger;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Only of this project, by name; also of one that is gone.")
  private String project;

  @Option(
      names = "--by",
      paramLabel = "KEY",
      description = "Only what this identity asked for: 66 hexadecimal digits.")
  private String identity;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "At most so many, the newest (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var query = new ChangeQuery(project, identity, Math.max(1, limit));
    ledger.use(
        access -> {
          var changes =
              new JdbiChanges(access.ledger().database())
                  .find(query).stream().map(ChangeView::of).toList();
          rows.answer(ChangeView.class, changes, () -> ChangeView.table(changes));
        });
  }
}
