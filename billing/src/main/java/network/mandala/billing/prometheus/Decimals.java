package network.mandala.billing.prometheus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import network.mandala.billing.prometheus.PrometheusFault.Reason;

/**
 * Numbers as Prometheus writes them. Nearly all of the millions in an answer are short decimals,
 * which are read without making objects.
 */
final class Decimals {

  private static final int MOST_DIGITS = 15;
  private static final double[] POWERS = new double[MOST_DIGITS + 1];
  private static final BigDecimal LATEST = BigDecimal.valueOf(1L << 53);

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /** The value of a sample: a double, or NaN, Inf, +Inf, -Inf. */
  static double number(char[] chars, int offset, int length) {
    long mantissa = 0;
    int digits = 0;
    int fraction = -1;
    for (int i = 0; i < length; i++) {
      char c = chars[offset + i];
      if (c >= '0' && c <= '9' && digits < MOST_DIGITS) {
        mantissa = mantissa * 10 + (c - '0');
        digits++;
        if (fraction >= 0) {
          fraction++;
        }
      } else if (c == '.' && fraction < 0 && digits > 0) {
        fraction = 0;
      } else {
        return slow(new String(chars, offset, length));
      }
    }
    if (digits == 0 || fraction == 0) {
      return slow(new String(chars, offset, length));
    }
    // Both are whole doubles below 2^53, so that the quotient is the nearest double, as parsed.
    return fraction <= 0 ? mantissa : mantissa / POWERS[fraction];
  }

  private static double slow(String text) {
    switch (text) {
      case "NaN":
        return Double.NaN;
      case "Inf", "+Inf":
        return Double.POSITIVE_INFINITY;
      case "-Inf":
        return Double.NEGATIVE_INFINITY;
      default:
        for (int i = 0; i < text.length(); i++) {
          if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) {
            throw noNumber();
          }
        }
        try {
          return Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw noNumber();
        }
    }
  }

  /** Seconds since the epoch as milliseconds, without the error that a double would bring. */
  static long millis(char[] chars, int offset, int length) {
    long seconds = 0;
    int i = 0;
    while (i < length && i < 12 && chars[offset + i] >= '0' && chars[offset + i] <= '9') {
      seconds = seconds * 10 + (chars[offset + i] - '0');
      i++;
    }
    if (i == length) {
      return seconds * 1000;
    }
    if (i == 0 || chars[offset + i] != '.' || length - i > 4 || length - i == 1) {
      return slowMillis(new String(chars, offset, length));
    }
    long millis = 0;
    long unit = 100;
    for (i++; i < length; i++) {
      char c = chars[offset + i];
      if (c < '0' || c > '9') {
        return slowMillis(new String(chars, offset, length));
      }
      millis += (c - '0') * unit;
      unit /= 10;
    }
    return seconds * 1000 + millis;
  }

  private static long slowMillis(String text) {
    try {
      var seconds = new BigDecimal(text);
      // Before it is written out: an exponent of nine digits would fill the memory.
      if (Math.abs(seconds.scale()) > 64 || seconds.abs().compareTo(LATEST) > 0) {
        throw noTime();
      }
      return seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw noTime();
    }
  }

  private static PrometheusFault noNumber() {
    return new PrometheusFault(
        Reason.MALFORMED, "the answer is not one of Prometheus: a value is no number");
  }

  private static PrometheusFault noTime() {
    return new PrometheusFault(
        Reason.MALFORMED, "the answer is not one of Prometheus: a time is no time");
  }
}
