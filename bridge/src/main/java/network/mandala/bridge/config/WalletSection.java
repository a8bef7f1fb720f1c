package network.mandala.bridge.config;

import java.time.Duration;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.bridge.wallet.WalletSettings;
import network.mandala.bridge.wallet.WalletSettings.SweepRules;
import network.mandala.configuration.ConfigReader;
import network.mandala.crds.project.Network;

/** The keys that begin with wallet. */
final class WalletSection {
  private WalletSection() {}

  static WalletSettings read(ConfigReader in) {
    return new WalletSettings(
        destination(in, "main", "mainnet", Network.MAIN),
        destination(in, "test", "testnet", Network.TEST),
        new SweepRules(
            in.longBetween(
                "wallet.sweepAbove",
                1,
                TxOutput.MOST,
                100_000,
                "satoshis of deposits in blocks from which on they are swept"),
            in.longBetween(
                "wallet.keep", 0, TxOutput.MOST, 0, "satoshis that stay in each of the wallets"),
            in.longBetween(
                "wallet.feePerKilobyte",
                1,
                1_000_000,
                100,
                "satoshis that miners get for 1000 bytes of a transaction of the wallet")),
        in.longBetween(
            "wallet.funding",
            0,
            100_000_000,
            500,
            "satoshis that the key of a project is paid once, of the project's balance; 0: none is"),
        in.duration("wallet.every", Duration.ofMinutes(1), "how often deposits are looked at"));
  }

  private static Destination destination(
      ConfigReader in, String key, String network, Network which) {
    var name = "wallet." + key + ".sweepTo";
    var text =
        in.text(
            name,
            "",
            "address or public key that deposits of "
                + network
                + " are swept to; empty: they stay in the node's wallet");
    try {
      return text.isEmpty() ? null : Destination.parse(text, which);
    } catch (InvalidChainData e) {
      in.require(false, name + ": " + e.getMessage());
      return null;
    }
  }
}
