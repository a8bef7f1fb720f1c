package network.mandala.bridge.wallet;

import java.time.Duration;
import network.mandala.bridge.chain.Destination;

/**
 * What a provider decides about the node's wallets.
 *
 * @param main where satoshis of mainnet are swept to; null: they stay
 * @param test the same of testnet
 * @param funding satoshis that the key of a project is paid once; 0: none is
 * @param every how often deposits are looked at
 */
public record WalletSettings(
    Destination main, Destination test, SweepRules rules, long funding, Duration every) {
  /**
   * When and how much is swept.
   *
   * @param above least satoshis of a sweep
   * @param keep satoshis that stay in the wallet
   * @param feePerKilobyte satoshis that miners get for 1000 bytes
   */
  public record SweepRules(long above, long keep, long feePerKilobyte) {}
}
