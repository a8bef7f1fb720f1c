package network.mandala.operator.funding;

import static network.mandala.operator.funding.Rung.FUNDED;
import static network.mandala.operator.funding.Rung.RECLAIMED;
import static network.mandala.operator.funding.Rung.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import network.mandala.crds.project.Funding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MOST = 2_100_000_000_000_000L;

  /** Suspended below 100, resumed at 150, low below 500 or with less than a day left. */
  private static final Ladder LADDER = ladder(100, "30d", 50, 1, 10_000L, 500L, 0L);

  @ParameterizedTest
  @CsvSource({
    "FUNDED,    10000, , FUNDED",
    "FUNDED,    500, , FUNDED",
    "FUNDED,    499, , LOW",
    "FUNDED,    100, , LOW",
    "FUNDED,    99, , SUSPENDED",
    "FUNDED,    -5000, , SUSPENDED",
    "LOW,       499, , LOW",
    "LOW,       500, , FUNDED",
    "LOW,       99, , SUSPENDED",
    "SUSPENDED, 99, , SUSPENDED",
    "SUSPENDED, 100, , SUSPENDED",
    "SUSPENDED, 149, , SUSPENDED",
    "SUSPENDED, 150, , LOW",
    "SUSPENDED, 10000, , FUNDED",
    "RECLAIMED, 149, , RECLAIMED",
    "RECLAIMED, 150, , LOW",
    // 24 h to the suspension at 100 per hour are 2500 satoshis; 30 h are 3100.
    "FUNDED,    2500, 100, FUNDED",
    "FUNDED,    2499, 100, LOW",
    "LOW,       3099, 100, LOW",
    "LOW,       3100, 100, FUNDED",
    "FUNDED,    2499, 0, FUNDED",
    "SUSPENDED, 2499, 100, LOW",
  })
  void theBalanceDecides(Rung before, long satoshis, Long perHour, Rung next) {
    assertThat(LADDER.next(before, since(before, NOW), money(satoshis, perHour), NOW))
        .isEqualTo(next);
  }

  @Test
  void volumesAreDeletedAfterTheTimeThatTheTermsNameAndNotBefore() {
    var end = NOW.plus(Duration.ofDays(30));
    var poor = money(0, null);

    assertThat(LADDER.next(SUSPENDED, NOW, poor, end.minusMillis(1))).isEqualTo(SUSPENDED);
    assertThat(LADDER.next(SUSPENDED, NOW, poor, end)).isEqualTo(RECLAIMED);
    assertThat(LADDER.next(FUNDED, null, poor, end)).isEqualTo(SUSPENDED);
    assertThat(LADDER.reclaimsAt(NOW)).contains(end);
  }

  @Test
  void withoutSuchATimeTheyNeverAre() {
    var ladder = ladder(100, null, 50, 1);

    assertThat(ladder.next(SUSPENDED, Instant.EPOCH, money(-1, null), NOW)).isEqualTo(SUSPENDED);
    assertThat(ladder.reclaimsAt(NOW)).isEmpty();
  }

  @Test
  void aProjectNeedsTheMinimumToRunAgainWhateverItsOwnThresholdIs() {
    assertThat(ladder(0, null, 0, 1).resumesAt()).isEqualTo(1);
    assertThat(ladder(0, null, 50, 1).resumesAt()).isEqualTo(50);
    assertThat(ladder(7, null, 0, 1).resumesAt()).isEqualTo(7);
    assertThat(ladder(7, null, 50, 1000).resumesAt()).isEqualTo(1000);
    assertThat(ladder(MOST, null, MOST, 1).resumesAt()).isEqualTo(MOST);
  }

  @Test
  void aBalanceThatLingersAtTheEdgeMovesNothing() {
    qt().forAll(
            lists().of(longs().between(60, 149)).ofSizeBetween(1, 200),
            arbitrary().enumValues(Rung.class))
        .checkAssert(
            (balances, start) -> {
              var rung = start;
              int changes = 0;
              for (var balance : balances) {
                var next = LADDER.next(rung, since(rung, NOW), money(balance, null), NOW);
                if (next.isSuspended() != rung.isSuspended()) {
                  changes++;
                }
                rung = next;
              }
              assertThat(changes).isLessThanOrEqualTo(1);
            });
  }

  @Test
  void whoRunsHasTheMoneyAndWhoSleepsHasNot() {
    var amounts = longs().between(-MOST, MOST);
    qt().forAll(
            amounts,
            longs().between(0, MOST),
            longs().between(0, MOST),
            arbitrary().enumValues(Rung.class))
        .checkAssert(
            (balance, threshold, margin, before) -> {
              var ladder = ladder(threshold, null, margin, 1);
              var next = ladder.next(before, since(before, NOW), money(balance, null), NOW);
              if (next.isSuspended()) {
                assertThat(balance).isLessThan(ladder.resumesAt());
              } else {
                assertThat(balance).isGreaterThanOrEqualTo(threshold);
              }
            });
  }

  @Test
  void aSecondLookAtTheSameBalanceChangesNothing() {
    qt().forAll(
            longs().between(-MOST, MOST),
            longs().between(0, 1L << 40),
            arbitrary().enumValues(Rung.class))
        .checkAssert(
            (balance, perHour, before) -> {
              var money = money(balance, perHour);
              var once = LADDER.next(before, since(before, NOW), money, NOW);
              assertThat(LADDER.next(once, since(once, NOW), money, NOW)).isEqualTo(once);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "3700, 100, 36h",
    "4900, 100, 2d",
    "300,  100, 2h",
    "160,  100, 36m",
    "99,   100, 0m",
    "2100000000000000, 1, 365000d",
  })
  void theRunwayIsSaidInOneUnit(long satoshis, long perHour, String words) {
    assertThat(Ladder.words(LADDER.runway(money(satoshis, perHour)).orElseThrow()))
        .isEqualTo(words);
  }

  @Test
  void withoutUseThereIsNoRunway() {
    assertThat(LADDER.runway(money(1000, null))).isEmpty();
    assertThat(LADDER.runway(money(1000, 0L))).isEmpty();
  }

  private static Instant since(Rung rung, Instant now) {
    return rung.isSuspended() ? now : null;
  }

  private static Money money(long satoshis, Long perHour) {
    return new Money(satoshis, perHour, NOW);
  }

  private static Ladder ladder(
      long suspendBelow, String reclaimAfter, long margin, long minimum, Long... alerts) {
    return new Ladder(
        new Funding(suspendBelow, reclaimAfter, List.copyOf(Arrays.asList(alerts)), null),
        new FundingSettings(minimum, Duration.ZERO, margin, Duration.ofHours(24), 0, "", ""));
  }
}
