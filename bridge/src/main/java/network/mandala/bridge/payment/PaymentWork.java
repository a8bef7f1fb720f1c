package network.mandala.bridge.payment;

import network.mandala.bridge.chain.AtomicBeef;
import network.mandala.bridge.chain.Blocks;
import network.mandala.bridge.chain.Evidence;
import network.mandala.bridge.chain.GatewayUnavailable;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.chain.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the network about one payment and writes down what follows. Any number of processes may do
 * it at once and may stop anywhere: the network takes a transaction again, and what follows is
 * decided and written in one transaction of the database.
 */
final class PaymentWork {
  private static final Logger log = LoggerFactory.getLogger(PaymentWork.class);

  private final JdbiPayments payments;
  private final Verifiers verifiers;
  private final PaymentNews news;

  PaymentWork(JdbiPayments payments, Verifiers verifiers, PaymentNews news) {
    this.payments = payments;
    this.verifiers = verifiers;
    this.news = news;
  }

  /**
   * @param payment whose lease the caller has
   * @return as it is afterwards
   */
  Payment advance(Payment payment) {
    try {
      if (verifiers.of(payment.network()) instanceof Verifier.Chain chain) {
        var after = payments.apply(payment.id(), report(chain, payment));
        news.changed(payment, after);
        return after;
      }
      return payments.postpone(payment.id(), "this node does not ask the network any more");
    } catch (GatewayUnavailable e) {
      log.warn("The payment {} waits: {}", payment.transaction(), e.getMessage());
      return payments.postpone(payment.id(), e.getMessage());
    }
  }

  private Report report(Verifier.Chain chain, Payment payment) {
    if (payment.state() != PaymentState.RECEIVED) {
      var report = chain.broadcaster().status(payment.transaction());
      if (!(report instanceof Report.NotKnown)) {
        return Blocks.believed(chain.headers(), payment.transaction(), report);
      }
    }
    return submit(chain, payment);
  }

  private Report submit(Verifier.Chain chain, Payment payment) {
    Evidence evidence;
    try {
      evidence = Evidence.of(AtomicBeef.parse(payments.beef(payment.id())));
    } catch (InvalidChainData e) {
      return new Report.Refused(e.getMessage());
    }
    switch (chain.headers().check(evidence.roots())) {
      case ON_LONGEST_CHAIN -> {}
      case NOT_ON_IT -> {
        return new Report.Refused("its proofs are not of the longest chain");
      }
      case NOT_KNOWN_YET ->
          throw new GatewayUnavailable("the block headers service has not seen its blocks yet");
    }
    if (evidence.unproven().isEmpty()) {
      return new Report.Mined(new byte[0]);
    }
    for (var transaction : evidence.unproven()) {
      var report = chain.broadcaster().submit(transaction, evidence.all());
      if (transaction.id().equals(payment.transaction())) {
        return Blocks.believed(chain.headers(), payment.transaction(), report);
      }
      if (report instanceof Report.Refused || report instanceof Report.Contested) {
        return report;
      }
    }
    throw new IllegalStateException("the payment is one of its own transactions");
  }
}
