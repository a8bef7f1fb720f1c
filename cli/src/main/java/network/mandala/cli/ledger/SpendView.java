package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.ledger.wallet.WalletSpend;

/** A transaction of a wallet, as it is shown. */
@JsonPropertyOrder({
  "at",
  "network",
  "purpose",
  "state",
  "satoshis",
  "feeSatoshis",
  "transaction",
  "why"
})
record SpendView(
    String at,
    String network,
    String purpose,
    String state,
    long satoshis,
    long feeSatoshis,
    String transaction,
    String why) {
  static SpendView of(WalletSpend spend) {
    return new SpendView(
        spend.madeAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        spend.network(),
        spend.purpose(),
        spend.state(),
        spend.satoshis().value(),
        spend.fee().value(),
        spend.transaction(),
        spend.why());
  }

  static String table(List<SpendView> spends) {
    if (spends.isEmpty()) {
      return "nothing was paid";
    }
    var table = new Table("TIME", "NETWORK", "FOR", "STATE", "PAID", "FEE", "TRANSACTION", "WHY");
    for (var spend : spends) {
      table.row(
          spend.at,
          spend.network,
          spend.purpose,
          spend.state,
          spend.satoshis + " sat",
          spend.feeSatoshis + " sat",
          spend.transaction,
          spend.why.isEmpty() ? null : spend.why);
    }
    return table.toString();
  }
}
