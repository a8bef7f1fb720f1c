package network.mandala.bridge.payment;

import java.time.Duration;
import java.util.Optional;
import network.mandala.bridge.chain.Evidence;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.metric.PaymentResult;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;

/**
 * Takes payments. Whatever is interrupted goes on with the same payment again, or by itself (see
 * {@link DuePayments}), and ends in the same entry of the ledger.
 */
public final class TopUps {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final WalletKey node;
  private final Prefixes prefixes;
  private final JdbiPayments payments;
  private final Verifiers verifiers;
  private final PaymentWork work;
  private final MoneyMetrics metrics;

  TopUps(
      WalletKey node,
      Prefixes prefixes,
      JdbiPayments payments,
      Verifiers verifiers,
      PaymentWork work,
      MoneyMetrics metrics) {
    this.node = node;
    this.prefixes = prefixes;
    this.payments = payments;
    this.verifiers = verifiers;
    this.work = work;
    this.metrics = metrics;
  }

  /** Why no payments of this network are taken; empty if they are. */
  public Optional<String> obstacle(Network network) {
    return verifiers.of(network) instanceof Verifier.None none
        ? Optional.of(none.why())
        : Optional.empty();
  }

  /** The derivation prefix for one payment of this caller to this project. */
  public String ask(PublicKey caller, String projectId, long satoshis) {
    return prefixes.issue(caller, projectId, satoshis);
  }

  /**
   * Takes what a caller pays with.
   *
   * @param required what the caller was asked for
   * @param header of the request: x-bsv-payment
   * @throws PaymentRefused if nothing is credited
   */
  public TopUp pay(
      PublicKey caller, String projectId, Network network, long required, String header) {
    try {
      var topUp = taken(caller, projectId, network, required, header);
      metrics.answered(
          topUp instanceof TopUp.Credited ? PaymentResult.CREDITED : PaymentResult.WAITING);
      return topUp;
    } catch (PaymentRefused e) {
      metrics.answered(e.reason());
      throw e;
    }
  }

  private TopUp taken(
      PublicKey caller, String projectId, Network network, long required, String header) {
    var paid = PaymentHeader.parse(header);
    var known = payments.find(paid.beef().subject().id());
    if (known.isEmpty() || known.get().state() == PaymentState.REJECTED) {
      known.ifPresent(payment -> requireSame(payment, projectId));
      var checked = checked(caller, projectId, network, required, paid);
      if (known.isEmpty()) {
        requireFresh(paid.prefix(), caller, projectId, required);
      } else if (!known.get().prefix().equals(paid.prefix())) {
        throw new PaymentRefused(
            PaymentResult.PREFIX, "This transaction came with another prefix before.");
      }
      return take(checked);
    }
    requireSame(known.get(), projectId);
    return follow(known.get());
  }

  /** Everything that the bytes say by themselves. */
  private NewPayment checked(
      PublicKey caller, String projectId, Network network, long required, PaymentHeader paid) {
    Evidence evidence;
    try {
      evidence = Evidence.of(paid.beef());
    } catch (InvalidChainData e) {
      throw new PaymentRefused(
          PaymentResult.UNPROVEN, "The transaction is not proven: " + e.getMessage() + ".");
    }
    if (verifiers.of(network) instanceof Verifier.TrustedTest && evidence.unchecked() > 0) {
      throw new PaymentRefused(
          PaymentResult.UNPROVEN,
          "This test node checks only inputs that spend the hash of a key (P2PKH).");
    }
    var output = evidence.subject().outputs().getFirst();
    var key = PaymentKeys.received(node.with(caller), paid.prefix(), paid.suffix()).publicKey();
    if (!java.util.Arrays.equals(output.script(), PaymentKeys.lockingScript(key))) {
      throw new PaymentRefused(
          PaymentResult.MISDIRECTED, "The first output does not pay to the key of this request.");
    }
    if (output.satoshis() < required) {
      throw new PaymentRefused(
          PaymentResult.SHORT,
          "The first output has "
              + output.satoshis()
              + " satoshis, required are "
              + required
              + ".");
    }
    return new NewPayment(
        evidence.subject().id(),
        paid.prefix(),
        paid.suffix(),
        caller,
        network,
        projectId,
        required,
        output.satoshis(),
        paid.bytes());
  }

  private void requireFresh(String prefix, PublicKey caller, String projectId, long required) {
    switch (prefixes.check(prefix, caller, projectId, required)) {
      case VALID -> {}
      case EXPIRED ->
          throw new PaymentRefused(
              PaymentResult.PREFIX,
              "The derivation prefix has expired: ask again without a payment.");
      case FOREIGN ->
          throw new PaymentRefused(
              PaymentResult.PREFIX,
              "The derivation prefix was not issued by this node to this identity for this"
                  + " project and amount.");
    }
  }

  private TopUp take(NewPayment payment) {
    var received =
        verifiers.of(payment.network()) instanceof Verifier.TrustedTest
            ? payments.trust(payment)
            : payments.receive(payment);
    return switch (received) {
      case JdbiPayments.Received.Mine mine -> {
        if (mine.payment().state() == PaymentState.TRUSTED) {
          metrics.credited("test", mine.payment().satoshis());
        }
        yield result(settled(mine.payment()));
      }
      case JdbiPayments.Received.Known known -> {
        requireSame(known.payment(), payment.projectId());
        yield follow(known.payment());
      }
      case JdbiPayments.Received.PrefixUsed used ->
          throw new PaymentRefused(
              PaymentResult.PREFIX,
              "The derivation prefix was used for another payment: ask again without a payment.");
    };
  }

  private Payment settled(Payment payment) {
    return payment.state() == PaymentState.RECEIVED ? work.advance(payment) : payment;
  }

  /** Somebody asks the network already: his answer is everybody's. Nobody does: we ask. */
  private TopUp follow(Payment known) {
    var now = known;
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (isOpen(now)) {
      if (!now.working()) {
        return result(payments.lease(now.id()) ? work.advance(now) : payments.get(now.id()));
      }
      if (System.nanoTime() - end > 0) {
        break;
      }
      pause();
      now = payments.get(now.id());
    }
    return result(now);
  }

  private static boolean isOpen(Payment payment) {
    return switch (payment.state()) {
      case RECEIVED, BROADCAST, CONTESTED -> true;
      case SEEN, MINED, TRUSTED, REJECTED, REVERSED -> false;
    };
  }

  private static TopUp result(Payment payment) {
    return switch (payment.state()) {
      case SEEN, MINED, TRUSTED -> new TopUp.Credited(payment.satoshis(), payment.balanceAfter());
      case RECEIVED, BROADCAST -> new TopUp.Waiting(payment.why());
      case CONTESTED, REJECTED ->
          throw new PaymentRefused(
              PaymentResult.REJECTED, "The payment is not credited: " + payment.why() + ".");
      case REVERSED ->
          throw new PaymentRefused(
              PaymentResult.REJECTED,
              "The payment was credited and undone: " + payment.why() + ".");
    };
  }

  private static void requireSame(Payment known, String projectId) {
    if (!known.projectId().equals(projectId)) {
      throw new PaymentRefused(
          PaymentResult.ELSEWHERE, "This transaction has paid for another project.");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw network.mandala.bridge.http.Refusal.of(503, "The node is ending; try again");
    }
  }
}
