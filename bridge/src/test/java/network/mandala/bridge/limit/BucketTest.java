package network.mandala.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import org.junit.jupiter.api.Test;

class BucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void neverLetsMoreThroughThanItsBurstAndWhatCameSince() {
    qt().forAll(
            integers().between(1, 50),
            integers().between(1, 50),
            lists().of(integers().between(0, 300)).ofSizeBetween(1, 200))
        .checkAssert(
            (perSecond, burst, pausesMillis) -> {
              var rate = new Rate(perSecond, burst);
              long now = 0;
              var bucket = Bucket.full(rate, now);
              int taken = 0;
              for (int pause : pausesMillis) {
                now += pause * (SECOND / 1000);
                if (bucket.has(rate, now)) {
                  taken++;
                }
                bucket = bucket.take(rate, now);
              }
              assertThat((double) taken).isLessThanOrEqualTo(burst + perSecond * now / 1e9 + 1e-6);
            });
  }

  @Test
  void whoComesBackWhenTheyWereToldIsLetThrough() {
    qt().forAll(integers().between(1, 1000), integers().between(1, 100))
        .checkAssert(
            (perSecond, burst) -> {
              var rate = new Rate(perSecond, burst);
              var bucket = Bucket.full(rate, 0);
              for (int i = 0; i < burst; i++) {
                assertThat(bucket.has(rate, 0)).isTrue();
                bucket = bucket.take(rate, 0);
              }
              assertThat(bucket.has(rate, 0)).isFalse();
              assertThat(bucket.has(rate, bucket.secondsUntilNext(rate, 0) * SECOND)).isTrue();
            });
  }
}
