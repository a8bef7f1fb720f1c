package network.mandala.bridge.session;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets requests of sessions that have expired, every minute. Any replica does it for all; what
 * is left now is forgotten the next time.
 */
public final class Forgetting implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final JdbiReplayCache replays;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("forget").factory());

  private Forgetting(JdbiReplayCache replays, Clock clock) {
    this.replays = replays;
    this.clock = clock;
  }

  public static Forgetting start(JdbiReplayCache replays, Clock clock) {
    var forgetting = new Forgetting(replays, clock);
    var unused =
        forgetting.thread.scheduleWithFixedDelay(
            forgetting::turn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return forgetting;
  }

  /** The edge of the loop: whatever happens, there is a next turn. */
  private void turn() {
    try {
      while (!thread.isShutdown() && replays.forget(clock.instant()) > 0) {
        log.debug("Forgot requests of sessions that have expired");
      }
    } catch (LedgerUnavailable e) {
      log.warn("{}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("Requests of sessions that have expired are not forgotten", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
