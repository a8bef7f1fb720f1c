package network.mandala.billing.metering;

import java.time.Duration;
import java.time.Instant;
import network.mandala.ledger.usage.Window;

/**
 * Consecutive windows that are computed together, in milliseconds since the epoch.
 *
 * @param start of the first
 * @param length of each
 * @param count how many, at least 1
 */
public record Horizon(long start, long length, int count) {

  /** Windows from the one that starts then. */
  public static Horizon of(Instant start, Duration length, int count) {
    return new Horizon(start.toEpochMilli(), length.toMillis(), count);
  }

  /** After the last one. */
  public long end() {
    return start + length * count;
  }

  public long start(int index) {
    return start + length * index;
  }

  public long end(int index) {
    return start(index) + length;
  }

  public Window window(int index) {
    return new Window(Instant.ofEpochMilli(start(index)), Duration.ofMillis(length));
  }

  /** The window that a time is in; beyond the bounds for a time outside of all. */
  long indexOf(long millis) {
    return Math.floorDiv(millis - start, length);
  }
}
