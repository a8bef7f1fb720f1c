package network.mandala.billing.metering;

import java.math.BigInteger;
import network.mandala.billing.metering.Measure.Kind;

/** The amount that two consecutive samples of a series stand for, and its shares. */
final class Amounts {

  /**
   * A counter that fell by less than this part of its value was not reset: two servers that scrape
   * one counter, seen as one, may tell it a little out of order.
   */
  private static final int NOISE_PART = 100;

  private Amounts() {}

  /**
   * What a counter counted from one value to the next. A lower one is a reset: since then it
   * counted what it shows. One that is lower by at most a hundredth is noise, and counts back, so
   * that the sum stays the difference of the ends.
   */
  static long increment(Measure measure, double before, double after) {
    long from = measure.counted(before);
    long to = measure.counted(after);
    if (to >= from || from - to <= from / NOISE_PART) {
      return to - from;
    }
    return to;
  }

  /** The area below a gauge, as a trapezoid, in whole quanta. */
  static long area(Measure measure, double before, double after, long millis) {
    long both = Math.addExact(Math.round(before), Math.round(after));
    return share(both, millis, 2 * measure.millisPerQuantum());
  }

  static long between(Measure measure, double before, double after, long millis) {
    return measure.kind() == Kind.COUNTER
        ? increment(measure, before, after)
        : area(measure, before, after, millis);
  }

  /**
   * {@code amount x part / whole}, rounded down. The shares of adjacent parts are differences of
   * this, so they add up to the amount whatever the parts.
   */
  static long share(long amount, long part, long whole) {
    long high = Math.multiplyHigh(amount, part);
    long low = amount * part;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      return Math.floorDiv(low, whole);
    }
    var parts =
        BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(part))
            .divideAndRemainder(BigInteger.valueOf(whole));
    long quotient = parts[0].longValueExact();
    return parts[1].signum() < 0 ? quotient - 1 : quotient;
  }
}
