package network.mandala.cli.ledger;

import network.mandala.cli.console.RowsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the node's wallets hold. */
@Command(
    name = "wallets",
    description =
        "Shows what lies in the node's wallets: what tenants paid and was not swept to the provider yet.",
    mixinStandardHelpOptions = true)
final class WalletsCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerOption ledger;

  @Override
  public void run() {
    ledger.use(
        access -> {
          var funds = access.ledger().wallets().funds().stream().map(WalletView::of).toList();
          rows.answer(WalletView.class, funds, () -> WalletView.table(funds));
        });
  }
}
