package network.mandala.bridge.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.chain.SignedSpend;
import network.mandala.bridge.wallet.WalletSettings.SweepRules;

/**
 * What is swept. Pure. Outputs that the network refused once go without others, so that one which
 * cannot be spent does not keep the rest.
 *
 * @param satoshis that arrive
 */
record SweepPlan(List<StoredCoin> coins, long satoshis, long fee) {
  private static final int MOST = 200;
  private static final int MOST_AFTER_REFUSAL = 10;

  /**
   * @param free what can be spent, those with fewer refusals first, then the largest first
   * @param total satoshis of all that can be spent
   */
  static Optional<SweepPlan> of(List<StoredCoin> free, long total, SweepRules rules) {
    return free.stream()
        .map(StoredCoin::refusals)
        .distinct()
        .map(
            refusals ->
                of(free.stream().filter(coin -> coin.refusals() == refusals).toList(), refusals)
                    .within(total, rules))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Group of(List<StoredCoin> coins, int refusals) {
    return new Group(coins, refusals);
  }

  private record Group(List<StoredCoin> coins, int refusals) {
    Optional<SweepPlan> within(long total, SweepRules rules) {
      long left = total;
      var taken = new ArrayList<StoredCoin>();
      for (var coin : coins) {
        boolean pays = coin.satoshis() > inputFee(rules);
        if (taken.size() < most() && pays && left - coin.satoshis() >= rules.keep()) {
          taken.add(coin);
          left -= coin.satoshis();
        }
      }
      long fee = SignedSpend.fee(taken.size(), 1, rules.feePerKilobyte());
      long arriving = total - left - fee;
      boolean enough = refusals > 0 || total - left >= rules.above();
      return taken.isEmpty() || arriving < 1 || !enough
          ? Optional.empty()
          : Optional.of(new SweepPlan(List.copyOf(taken), arriving, fee));
    }

    private int most() {
      return switch (refusals) {
        case 0 -> MOST;
        case 1 -> MOST_AFTER_REFUSAL;
        default -> 1;
      };
    }

    private static long inputFee(SweepRules rules) {
      return SignedSpend.fee(2, 1, rules.feePerKilobyte())
          - SignedSpend.fee(1, 1, rules.feePerKilobyte());
    }
  }
}
