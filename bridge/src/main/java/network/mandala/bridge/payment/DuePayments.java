package network.mandala.bridge.payment;

import java.util.concurrent.Executors;
import network.mandala.bridge.turn.Chore;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows payments until they are in a block: a payment is claimed in the database by one replica,
 * and by another one if that ends.
 */
final class DuePayments implements Chore {
  private static final Logger log = LoggerFactory.getLogger(DuePayments.class);
  private static final int AT_ONCE = 16;

  private final JdbiPayments payments;
  private final PaymentWork work;

  DuePayments(JdbiPayments payments, PaymentWork work) {
    this.payments = payments;
    this.work = work;
  }

  @Override
  public boolean doSome() {
    return round() == AT_ONCE;
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
}
