package network.mandala.identity.spore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as Go prints it (RFC 3339 with as many digits of a second as are needed, at most nine):
 * its offset is kept, as it is signed with it.
 */
public final class SporeTime {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,40}))?"
              + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
  private static final int NANO_DIGITS = 9;
  private static final int HOURS = 24;
  private static final int MINUTES = 60;

  /** What Go has in place of no time. */
  static final SporeTime ZERO = parse("0001-01-01T00:00:00Z");

  private final String text;
  private final Instant instant;

  private SporeTime(String text, Instant instant) {
    this.text = text;
    this.instant = instant;
  }

  /**
   * Reads RFC 3339.
   *
   * @throws InvalidSpore if it is not that, or no time that there is
   */
  public static SporeTime parse(String text) {
    var found = FORM.matcher(text);
    if (!found.matches()) {
      throw invalid();
    }
    try {
      var fraction = fraction(found);
      var local =
          LocalDateTime.of(
              number(found, 1),
              number(found, 2),
              number(found, 3),
              number(found, 4),
              number(found, 5),
              number(found, 6),
              fraction.isEmpty()
                  ? 0
                  : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length())));
      int offset = offsetMinutes(found);
      var printed =
          text.substring(0, "2006-01-02T15:04:05".length())
              + (fraction.isEmpty() ? "" : "." + fraction)
              + (offset == 0 ? "Z" : text.substring(text.length() - "+00:00".length()));
      return new SporeTime(printed, local.toInstant(ZoneOffset.UTC).minusSeconds(60L * offset));
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  /** In UTC, to the nanosecond. */
  public static SporeTime of(Instant instant) {
    return parse(instant.toString());
  }

  private static String fraction(Matcher found) {
    var digits = found.group(7) == null ? "" : found.group(7);
    var kept = digits.substring(0, Math.min(NANO_DIGITS, digits.length()));
    int end = kept.length();
    while (end > 0 && kept.charAt(end - 1) == '0') {
      end--;
    }
    return kept.substring(0, end);
  }

  private static int offsetMinutes(Matcher found) {
    if (found.group(8) == null) {
      return 0;
    }
    int hours = number(found, 9);
    int minutes = number(found, 10);
    if (hours >= HOURS || minutes >= MINUTES) {
      throw invalid();
    }
    int offset = hours * MINUTES + minutes;
    return found.group(8).equals("-") ? -offset : offset;
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static InvalidSpore invalid() {
    return new InvalidSpore(
        BundlePart.MANIFEST, "created_at is no time such as 2026-01-31T12:00:00Z (RFC 3339)");
  }

  /** As it is printed and signed. */
  public String text() {
    return text;
  }

  public Instant instant() {
    return instant;
  }

  boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SporeTime time && text.equals(time.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
