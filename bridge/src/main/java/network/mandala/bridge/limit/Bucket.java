package network.mandala.bridge.limit;

/**
 * How much is left of a burst at a moment. Pure; moments are nanoseconds of any one clock that does
 * not go back.
 *
 * @param tokens what was left at that moment
 */
record Bucket(double tokens, long atNanos) {
  private static final double SECOND = 1e9;

  static Bucket full(Rate rate, long now) {
    return new Bucket(rate.burst(), now);
  }

  /** After what has come since, and one that is taken if there is one. */
  Bucket take(Rate rate, long now) {
    double left = refilled(rate, now);
    return new Bucket(left >= 1 ? left - 1 : left, now);
  }

  boolean has(Rate rate, long now) {
    return refilled(rate, now) >= 1;
  }

  /** Until there is one, in whole seconds, at least 1. */
  long secondsUntilNext(Rate rate, long now) {
    return Math.max(1, (long) Math.ceil((1 - refilled(rate, now)) / rate.perSecond()));
  }

  private double refilled(Rate rate, long now) {
    double since = Math.max(0, now - atNanos) / SECOND;
    return Math.min(rate.burst(), tokens + since * rate.perSecond());
  }
}
