package network.mandala.gateway.infer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** So many calls of one key in each window of time. Safe for any number of threads. */
final class RateLimit {
  private final int most;
  private final long windowMillis;
  private final Map<String, Integer> counts = new HashMap<>();
  private long window;

  RateLimit(int most, Duration window) {
    this.most = most;
    this.windowMillis = Math.max(1, window.toMillis());
  }

  synchronized boolean allows(String key, Instant now) {
    if (most == 0) {
      return true;
    }
    long current = now.toEpochMilli() / windowMillis;
    if (current != window) {
      window = current;
      counts.clear();
    }
    return counts.merge(key, 1, Integer::sum) <= most;
  }
}
