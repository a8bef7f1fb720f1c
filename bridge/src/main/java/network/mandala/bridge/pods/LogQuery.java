package network.mandala.bridge.pods;

import java.time.Duration;

/**
 * Which part of a log is wanted.
 *
 * @param since how far back
 * @param tail at most so many lines of each pod, the newest, of which the level is then chosen
 */
public record LogQuery(Duration since, int tail, LogLevel level) {
  public static final int MOST_LINES = 10_000;

  public LogQuery {
    if (tail < 1 || tail > MOST_LINES) {
      throw new IllegalArgumentException("tail: must be 1.." + MOST_LINES + ", was " + tail);
    }
  }
}
