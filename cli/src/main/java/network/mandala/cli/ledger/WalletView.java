package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.ledger.wallet.WalletFunds;

/** What the wallet of a network holds, as it is shown. */
@JsonPropertyOrder({
  "network",
  "confirmedSatoshis",
  "outputs",
  "restingSatoshis",
  "unconfirmedSatoshis",
  "leavingSatoshis",
  "sweptSatoshis"
})
record WalletView(
    String network,
    long confirmedSatoshis,
    long outputs,
    long restingSatoshis,
    long unconfirmedSatoshis,
    long leavingSatoshis,
    long sweptSatoshis) {
  static WalletView of(WalletFunds funds) {
    return new WalletView(
        funds.network(),
        funds.confirmed().value(),
        funds.outputs(),
        funds.resting().value(),
        funds.unconfirmed().value(),
        funds.leaving().value(),
        funds.swept().value());
  }

  static String table(List<WalletView> wallets) {
    var table =
        new Table("NETWORK", "CONFIRMED", "OUTPUTS", "RESTING", "UNCONFIRMED", "LEAVING", "SWEPT");
    for (var wallet : wallets) {
      table.row(
          wallet.network,
          wallet.confirmedSatoshis + " sat",
          String.valueOf(wallet.outputs),
          wallet.restingSatoshis + " sat",
          wallet.unconfirmedSatoshis + " sat",
          wallet.leavingSatoshis + " sat",
          wallet.sweptSatoshis + " sat");
    }
    return table.toString();
  }
}
