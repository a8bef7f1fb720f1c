package network.mandala.ledger.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that is charged at once: from its start to before its end.
 *
 * @param start a multiple of the length since the epoch, from 1970 to before 2200
 * @param length whole seconds, 1 s to 1 day
 */
public record Window(Instant start, Duration length) implements Comparable<Window> {
  public static final Duration LONGEST = Duration.ofDays(1);
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  public Window {
    checkLength(length);
    if (start.isBefore(Instant.EPOCH) || !start.isBefore(LAST)) {
      throw new IllegalArgumentException("a window starts from 1970 to 2199, not at " + start);
    }
    if (start.getNano() != 0 || Math.floorMod(start.getEpochSecond(), length.toSeconds()) != 0) {
      throw new IllegalArgumentException(
          "a window of " + length + " does not start at " + start + ": use Window.containing");
    }
  }

  /** The one that this time is in. */
  public static Window containing(Instant time, Duration length) {
    checkLength(length);
    long seconds = length.toSeconds();
    return new Window(
        Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds), length);
  }

  private static void checkLength(Duration length) {
    if (length.getNano() != 0
        || length.compareTo(Duration.ofSeconds(1)) < 0
        || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a window is whole seconds long, 1 s to 1 day, not " + length);
    }
  }

  public Instant end() {
    return start.plus(length);
  }

  /** The one right after it. */
  public Window next() {
    return new Window(end(), length);
  }

  /** Whether they share any time. */
  public boolean overlaps(Window other) {
    return start.isBefore(other.end()) && other.start.isBefore(end());
  }

  @Override
  public int compareTo(Window other) {
    int byStart = start.compareTo(other.start);
    return byStart != 0 ? byStart : length.compareTo(other.length);
  }
}
