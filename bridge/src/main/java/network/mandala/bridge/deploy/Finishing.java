package network.mandala.bridge.deploy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings deployments on, whoever has begun them, and tells how they go on; every replica does it
 * for all.
 */
public final class Finishing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Finishing.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Who accepted it and lives has ended it by then. */
  private static final Duration LEFT = Duration.ofSeconds(20);

  private final Finisher finisher;
  private final Storyteller storyteller;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("deployments").factory());

  private Finishing(Finisher finisher, Storyteller storyteller) {
    this.finisher = finisher;
    this.storyteller = storyteller;
  }

  public static Finishing start(Finisher finisher, Storyteller storyteller) {
    var finishing = new Finishing(finisher, storyteller);
    var unused =
        finishing.thread.scheduleWithFixedDelay(
            finishing::turn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return finishing;
  }

  /** The edge of the loop: whatever happens, there is a next turn. */
  private void turn() {
    try {
      finisher.finishLeft(LEFT);
      storyteller.tell();
    } catch (LedgerUnavailable e) {
      log.warn("{}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("Deployments are not brought on", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
