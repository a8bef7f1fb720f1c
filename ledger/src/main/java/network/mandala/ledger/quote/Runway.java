package network.mandala.ledger.quote;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;

/** How long a balance lasts at a steady cost. */
public final class Runway {

  private static final BigInteger SECONDS_PER_HOUR = BigInteger.valueOf(3600);

  /** Nobody plans further, and a duration of it is easily written: a hundred years. */
  private static final BigInteger LONGEST = BigInteger.valueOf(Duration.ofDays(36_500).toSeconds());

  private Runway() {}

  /**
   * Whole seconds; zero when nothing is left.
   *
   * @return empty when nothing is used: it lasts for ever
   */
  public static Optional<Duration> of(Satoshis balance, Satoshis perHour) {
    if (perHour.value() <= 0) {
      return Optional.empty();
    }
    var seconds =
        BigInteger.valueOf(Math.max(0, balance.value()))
            .multiply(SECONDS_PER_HOUR)
            .divide(BigInteger.valueOf(perHour.value()))
            .min(LONGEST);
    return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
  }

  /** What a balance must be to last for a time, rounded up. */
  public static Satoshis needed(Satoshis perHour, Duration time) {
    var product =
        BigInteger.valueOf(Math.max(0, perHour.value()))
            .multiply(BigInteger.valueOf(time.toSeconds()));
    var up = product.add(SECONDS_PER_HOUR.subtract(BigInteger.ONE)).divide(SECONDS_PER_HOUR);
    return new Satoshis(up.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  /** The largest unit that fits twice: {@code 12d}, {@code 36h}, {@code 90m}, {@code 40s}. */
  public static String words(Duration runway) {
    if (runway.toDays() >= 2) {
      return runway.toDays() + "d";
    }
    if (runway.toHours() >= 2) {
      return runway.toHours() + "h";
    }
    return runway.toMinutes() >= 2 ? runway.toMinutes() + "m" : runway.toSeconds() + "s";
  }
}
