package network.mandala.billing.alert;

import java.time.Duration;
import java.util.Optional;

/** When a delivery that failed is tried again: twelve times within about a day and a half. */
final class Backoff {

  static final int MOST_ATTEMPTS = 12;

  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(6);

  private Backoff() {}

  /**
   * @param attempt the one that failed, from 1
   * @return empty: not again
   */
  static Optional<Duration> after(int attempt) {
    if (attempt >= MOST_ATTEMPTS) {
      return Optional.empty();
    }
    var doubled = FIRST.multipliedBy(1L << Math.max(0, attempt - 1));
    return Optional.of(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
  }
}
