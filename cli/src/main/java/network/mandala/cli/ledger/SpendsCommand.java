package network.mandala.cli.ledger;

import network.mandala.cli.console.RowsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the node's wallets paid. */
@Command(
    name = "spends",
    description =
        "Shows the transactions with which the node's wallets paid, and how far each is; the newest first.",
    mixinStandardHelpOptions = true)
final class SpendsCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerOption ledger;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "At most so many, the newest (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    ledger.use(
        access -> {
          var spends =
              access.ledger().wallets().spends(Math.max(1, limit)).stream()
                  .map(SpendView::of)
                  .toList();
          rows.answer(SpendView.class, spends, () -> SpendView.table(spends));
        });
  }
}
