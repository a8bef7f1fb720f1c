package network.mandala.bridge.wallet;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the wallets. It runs in every replica; the database says who does what. */
public final class WalletLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WalletLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(10);

  private final WalletKeeper keeper;
  private final Duration every;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param every how often deposits are looked at; transactions are followed all the time
   */
  WalletLoop(WalletKeeper keeper, Duration every) {
    this.keeper = keeper;
    this.every = every;
    this.thread = Thread.ofVirtual().name("wallets").unstarted(this::run);
  }

  WalletLoop start() {
    thread.start();
    return this;
  }

  private void run() {
    long due = System.nanoTime();
    try {
      do {
        try {
          if (System.nanoTime() - due >= 0) {
            due = System.nanoTime() + every.toNanos();
            keeper.turn();
          }
          keeper.follow();
        } catch (LedgerUnavailable e) {
          log.warn("The wallets are not looked after now: {}", e.getMessage());
        } catch (RuntimeException e) {
          log.error("The wallets were not looked after in this round", e);
        }
      } while (!ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ending.countDown();
    try {
      if (!thread.join(END)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
