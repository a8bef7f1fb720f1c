package network.mandala.operator.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * When an authority is asked again. They count refusals (Let's Encrypt: five an hour for a host),
 * but nobody counts when it was away.
 */
final class Backoff {

  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(2);
  private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofHours(6);
  private static final Duration WHILE_AWAY = Duration.ofSeconds(15);
  private static final Duration LONGEST_WHILE_AWAY = Duration.ofMinutes(10);

  private Backoff() {}

  /**
   * @param failures in a row before this one
   */
  static Instant afterRefusal(int failures, Instant now) {
    long factor = (long) Math.pow(3, Math.min(failures, 10));
    return now.plus(min(AFTER_REFUSAL.multipliedBy(factor), LONGEST_AFTER_REFUSAL));
  }

  static Instant whileAway(int failures, Instant now) {
    return now.plus(min(WHILE_AWAY.multipliedBy(1L << Math.min(failures, 10)), LONGEST_WHILE_AWAY));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
