package network.mandala.bridge.payment;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows payments until they are in a block. It runs in every replica: a payment is claimed in the
 * database by one of them, and by another one if that ends.
 */
public final class PaymentLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PaymentLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration END = Duration.ofSeconds(10);
  private static final int AT_ONCE = 16;

  private final JdbiPayments payments;
  private final PaymentWork work;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  PaymentLoop(JdbiPayments payments, PaymentWork work) {
    this.payments = payments;
    this.work = work;
    this.thread = Thread.ofVirtual().name("payments").unstarted(this::run);
  }

  PaymentLoop start() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      do {
        try {
          while (ending.getCount() > 0 && round() == AT_ONCE) {
            log.debug("More payments are due");
          }
        } catch (LedgerUnavailable e) {
          log.warn("Payments are not followed now: {}", e.getMessage());
        } catch (RuntimeException e) {
          log.error("Payments were not followed in this round", e);
        }
      } while (!ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks about those that are due, at most 16; how many they were. */
  int round() {
    var due = payments.claim(AT_ONCE);
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(payment -> each.execute(() -> advance(payment)));
    }
    return due.size();
  }

  /** One that fails is due again when its lease ends, and keeps no other from being asked about. */
  private void advance(Payment payment) {
    try {
      work.advance(payment);
    } catch (LedgerUnavailable e) {
      log.warn("The payment {} waits: {}", payment.transaction(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("The payment {} was not followed", payment.transaction(), e);
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
