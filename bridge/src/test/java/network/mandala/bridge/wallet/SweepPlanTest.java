package network.mandala.bridge.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import network.mandala.bridge.chain.TxId;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.bridge.wallet.WalletSettings.SweepRules;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
  private static final SweepRules RULES = new SweepRules(1000, 0, 100);

  @Test
  void nothingIsSweptBelowTheThreshold() {
    assertThat(plan(RULES, 400, 599)).isNull();
  }

  @Test
  void everythingIsSweptFromTheThresholdOn() {
    // 14 + 2 x 148 + 34 bytes at 100 for 1000.
    assertThat(plan(RULES, 400, 600)).extracting("satoshis", "fee").containsExactly(965L, 35L);
  }

  @Test
  void whatCostsMoreThanItIsWorthStays() {
    var plan = plan(RULES, 5000, 14);

    assertThat(plan.coins()).hasSize(1);
    assertThat(plan.satoshis()).isEqualTo(5000 - 20);
  }

  @Test
  void whatIsToBeKeptStays() {
    var plan = plan(new SweepRules(1000, 700, 100), 5000, 600, 500, 300);

    assertThat(plan.coins()).extracting(StoredCoin::satoshis).containsExactly(5000L, 600L);
    assertThat(plan(new SweepRules(1, 6401, 100), 5000, 600, 500, 300)).isNull();
  }

  /** One output that cannot be spent keeps no other from being swept. */
  @Test
  void whatWasRefusedGoesInSmallerCompany() {
    var bad = new ArrayList<StoredCoin>();
    for (int i = 0; i < 30; i++) {
      bad.add(coin(i, 100, 1));
    }
    bad.add(coin(30, 9000, 2));
    bad.add(coin(31, 8000, 2));
    assertThat(SweepPlan.of(bad, 20_000, RULES).orElseThrow().coins()).hasSize(10);

    bad.removeIf(coin -> coin.refusals() == 1);
    assertThat(SweepPlan.of(bad, 17_000, RULES).orElseThrow().coins()).hasSize(1);

    bad.addFirst(coin(32, 1500, 0));
    assertThat(SweepPlan.of(bad, 18_500, RULES).orElseThrow().coins())
        .extracting(StoredCoin::satoshis)
        .containsExactly(1500L);
  }

  @Test
  void whatArrivesAndWhatMinersGetIsWhatIsSpent() {
    qt().forAll(
            lists().of(longs().between(1, 3_000_000)).ofSizeBetween(0, 300),
            longs().between(1, 100_000),
            longs().between(0, 1_000_000),
            longs().between(1, 5_000))
        .checkAssert(
            (satoshis, above, keep, fee) -> {
              var rules = new SweepRules(above, keep, fee);
              var all = coins(satoshis.stream().mapToLong(Long::longValue).toArray());
              long total = satoshis.stream().mapToLong(Long::longValue).sum();
              SweepPlan.of(all, total, rules)
                  .ifPresent(
                      plan -> {
                        long spent = plan.coins().stream().mapToLong(StoredCoin::satoshis).sum();
                        assertThat(plan.satoshis() + plan.fee()).isEqualTo(spent);
                        assertThat(plan.satoshis()).isPositive();
                        assertThat(spent).isGreaterThanOrEqualTo(above);
                        assertThat(total - spent).isGreaterThanOrEqualTo(keep);
                        assertThat(plan.coins())
                            .hasSizeLessThanOrEqualTo(200)
                            .doesNotHaveDuplicates();
                      });
            });
  }

  private static SweepPlan plan(SweepRules rules, long... satoshis) {
    return SweepPlan.of(coins(satoshis), Arrays.stream(satoshis).sum(), rules).orElse(null);
  }

  private static List<StoredCoin> coins(long... satoshis) {
    var coins = new ArrayList<StoredCoin>();
    for (long one : satoshis) {
      coins.add(coin(coins.size(), one, 0));
    }
    coins.sort(Comparator.comparing(StoredCoin::satoshis).reversed());
    return coins;
  }

  private static StoredCoin coin(long id, long satoshis, int refusals) {
    return new StoredCoin(
        id,
        new TxId("ab".repeat(32)),
        (int) id,
        new TxOutput(satoshis, new byte[] {0x51}),
        "prefix",
        "suffix",
        WalletKey.anyone().publicKey(),
        refusals);
  }
}
