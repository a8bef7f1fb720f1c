package network.mandala.bridge.turn;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chores, each kind on a thread of its own with a pause after each turn. What fails now is done in
 * the next turn. Any replica does them for all.
 */
public final class Turns implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  /** For what has begun when the process ends. */
  private static final Duration END = Duration.ofSeconds(10);

  private final CountDownLatch ending = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Begins after a pause.
   *
   * @param kind names the thread
   * @param chores in this order; one that fails keeps no other from being done
   */
  public Turns every(Duration pause, String kind, Chore... chores) {
    var all = List.of(chores);
    threads.add(Thread.ofVirtual().name(kind).start(() -> run(pause, all)));
    return this;
  }

  private void run(Duration pause, List<Chore> chores) {
    try {
      while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        chores.forEach(this::turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Chore chore) {
    boolean more = true;
    while (more && ending.getCount() > 0) {
      more = succeeds(chore);
    }
  }

  /** The edge of the loop: whatever happens, there is a next turn. */
  private static boolean succeeds(Chore chore) {
    try {
      return chore.doSome();
    } catch (LedgerUnavailable | KubernetesClientException e) {
      log.warn("Something is left for the next time: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("Something was not done, and is tried again", e);
    }
    return false;
  }

  /** Begins nothing more, and waits for what has begun. */
  @Override
  public void close() {
    ending.countDown();
    long end = System.nanoTime() + END.toNanos();
    try {
      for (var thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
