package network.mandala.bridge;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done once a minute beside answering calls. Any replica does it for all; what fails now is
 * done the next time.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<Runnable> chores;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").factory());

  private Housekeeping(List<Runnable> chores) {
    this.chores = chores;
  }

  static Housekeeping start(Runnable... chores) {
    var keeping = new Housekeeping(List.of(chores));
    var unused =
        keeping.thread.scheduleWithFixedDelay(
            keeping::turn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return keeping;
  }

  private void turn() {
    for (var chore : chores) {
      if (!thread.isShutdown()) {
        run(chore);
      }
    }
  }

  /** The edge of the loop: whatever happens, there is a next turn. */
  private static void run(Runnable chore) {
    try {
      chore.run();
    } catch (LedgerUnavailable | KubernetesClientException e) {
      log.warn("Something is left for the next time: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("Something was not done, and is tried again", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
