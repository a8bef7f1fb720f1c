package network.mandala.billing.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import network.mandala.billing.prometheus.Series;
import org.junit.jupiter.api.Test;

/**
 * However a history is cut into windows, and however they are grouped into ticks, each of which
 * sees only what it asks for, the sum is that of the whole.
 */
class WindowsAddUpTest {

  private static final long STALE = 60_000;

  /** Samples at times and with values, all from one seed. */
  private record History(List<long[]> counter, List<long[]> gauge, long begin, long end) {

    static History of(long seed) {
      var random = new Random(seed);
      long begin = 10_000_000_000L + random.nextInt(1000);
      var counter = new ArrayList<long[]>();
      var gauge = new ArrayList<long[]>();
      long time = begin;
      long value = random.nextInt(1_000_000);
      while (counter.size() < 60) {
        time +=
            switch (random.nextInt(12)) {
              case 0 -> STALE + 1 + random.nextInt(600_000);
              case 1 -> STALE;
              case 2 -> 1;
              default -> 5_000 + random.nextInt(25_000);
            };
        value =
            switch (random.nextInt(10)) {
              // Not so near that it would be noise.
              case 0 -> value > 1_000_000 ? random.nextInt(1000) : value;
              case 1 -> value;
              default -> value + random.nextInt(5_000_000);
            };
        counter.add(new long[] {time, value});
        gauge.add(new long[] {time, random.nextInt(1_000_000_000)});
      }
      return new History(counter, gauge, begin, time);
    }
  }

  @Test
  void ofACounterWithResetsAndGaps() {
    qt().withExamples(300)
        .forAll(longs().all(), integers().between(1, 600), integers().between(1, 7))
        .checkAssert(
            (seed, seconds, atOnce) -> {
              var history = History.of(seed);
              long expected = 0;
              for (int i = 1; i < history.counter().size(); i++) {
                expected +=
                    Amounts.increment(
                        Measure.NETWORK,
                        history.counter().get(i - 1)[1],
                        history.counter().get(i)[1]);
              }

              assertThat(inWindows(Measure.NETWORK, history, seconds * 1000L, atOnce))
                  .isEqualTo(expected);
            });
  }

  @Test
  void ofAGaugeWithGaps() {
    qt().withExamples(300)
        .forAll(longs().all(), integers().between(1, 600), integers().between(1, 7))
        .checkAssert(
            (seed, seconds, atOnce) -> {
              var history = History.of(seed);
              long expected = 0;
              for (int i = 1; i < history.gauge().size(); i++) {
                long millis = history.gauge().get(i)[0] - history.gauge().get(i - 1)[0];
                if (millis <= STALE) {
                  expected +=
                      Amounts.area(
                          Measure.MEMORY,
                          history.gauge().get(i - 1)[1],
                          history.gauge().get(i)[1],
                          millis);
                }
              }

              assertThat(inWindows(Measure.MEMORY, history, seconds * 1000L, atOnce))
                  .isEqualTo(expected);
            });
  }

  @Test
  void sharesAreExactAtTheLimitsOfALong() {
    qt().forAll(
            longs().between(-(1L << 60), 1L << 60),
            longs().between(1, 1L << 40),
            longs().between(0, 1L << 40))
        .checkAssert(
            (amount, whole, some) -> {
              long part = some % (whole + 1);
              assertThat(
                      Amounts.share(amount, part, whole)
                          + (Amounts.share(amount, whole, whole)
                              - Amounts.share(amount, part, whole)))
                  .isEqualTo(amount);
              assertThat(java.math.BigInteger.valueOf(Amounts.share(amount, part, whole)))
                  .isEqualTo(floor(amount, part, whole));
            });
  }

  private static java.math.BigInteger floor(long amount, long part, long whole) {
    var parts =
        java.math.BigInteger.valueOf(amount)
            .multiply(java.math.BigInteger.valueOf(part))
            .divideAndRemainder(java.math.BigInteger.valueOf(whole));
    return parts[1].signum() < 0 ? parts[0].subtract(java.math.BigInteger.ONE) : parts[0];
  }

  /** Bills as the process does: tick after tick, each with what its questions bring. */
  private static long inWindows(Measure measure, History history, long length, int atOnce) {
    var samples = measure == Measure.MEMORY ? history.gauge() : history.counter();
    long start = Math.floorDiv(history.begin(), length) * length;
    long sum = 0;
    for (; start <= history.end() + length; start += length * atOnce) {
      var tally =
          new Tally(measure, new Horizon(start, length, atOnce), new Health(STALE, start), STALE);
      tally.add(part(samples, tally.from(), tally.to()));
      if (!tally.strangers().isEmpty()) {
        tally.remember(last(samples, tally.from()), 1_000_000_000_000L);
      }
      for (var usage : tally.result()) {
        for (int i = 0; i < atOnce; i++) {
          sum += usage.quantity(i);
        }
      }
    }
    return sum;
  }

  private static Series part(List<long[]> samples, long from, long to) {
    var series = new Series();
    series.label("pod", "p");
    samples.stream()
        .filter(sample -> sample[0] >= from && sample[0] <= to)
        .forEach(sample -> series.add(sample[0], sample[1]));
    return series;
  }

  private static Series last(List<long[]> samples, long before) {
    var series = new Series();
    series.label("pod", "p");
    samples.stream()
        .filter(sample -> sample[0] < before)
        .reduce((one, other) -> other)
        .ifPresent(sample -> series.add(before, sample[1]));
    return series;
  }
}
