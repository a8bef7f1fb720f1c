package network.mandala.billing.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.billing.config.BillingConfig.Windows;
import network.mandala.billing.metering.Horizon;

/** Which windows are to be read. */
final class Due {

  private Due() {}

  /**
   * The windows from a cursor on that are over by our clock, and whose late scrapes have arrived.
   *
   * @param cursor up to when everything is read
   * @param most so many at a time
   */
  static Optional<Horizon> byClock(Instant cursor, Instant now, Windows windows, int most) {
    var over = now.minus(windows.staleness()).minus(windows.delay());
    return upTo(cursor, over, windows.length(), most);
  }

  /**
   * Of these windows, those that Prometheus knows all about: it has scraped for so long after them
   * that nothing can come any more. So a clock of ours that runs ahead, and an answer that lags,
   * charge nothing too early.
   *
   * @param newest time of the newest scrape, milliseconds; anything before the windows for none
   */
  static Optional<Horizon> byScrapes(Horizon horizon, long newest, Windows windows) {
    if (newest <= horizon.start()) {
      return Optional.empty();
    }
    return upTo(
        Instant.ofEpochMilli(horizon.start()),
        Instant.ofEpochMilli(newest).minus(windows.staleness()),
        windows.length(),
        horizon.count());
  }

  private static Optional<Horizon> upTo(Instant start, Instant end, Duration length, int most) {
    long count = Math.floorDiv(Duration.between(start, end).toMillis(), length.toMillis());
    return count < 1
        ? Optional.empty()
        : Optional.of(Horizon.of(start, length, (int) Math.min(count, most)));
  }
}
