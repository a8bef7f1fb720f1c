package network.mandala.bridge.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.chain.SignedSpend;

/**
 * Which outputs pay somebody, the largest first. Pure.
 *
 * @param change what the wallet pays itself; 0: nothing
 */
record FundingPlan(List<StoredCoin> coins, long fee, long change) {
  /** Less is not worth an output: miners get it. */
  private static final long LEAST_CHANGE = 50;

  /** Empty if there is not enough. */
  static Optional<FundingPlan> of(List<StoredCoin> free, long satoshis, long feePerKilobyte) {
    var taken = new ArrayList<StoredCoin>();
    long sum = 0;
    for (var coin : free) {
      taken.add(coin);
      sum += coin.satoshis();
      long alone = SignedSpend.fee(taken.size(), 1, feePerKilobyte);
      long both = SignedSpend.fee(taken.size(), 2, feePerKilobyte);
      if (sum >= satoshis + alone) {
        long change = sum - satoshis - both;
        return Optional.of(
            change >= LEAST_CHANGE
                ? new FundingPlan(List.copyOf(taken), both, change)
                : new FundingPlan(List.copyOf(taken), sum - satoshis, 0));
      }
    }
    return Optional.empty();
  }
}
