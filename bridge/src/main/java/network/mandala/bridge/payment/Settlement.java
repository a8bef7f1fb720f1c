package network.mandala.bridge.payment;

import java.time.Duration;
import java.util.Optional;
import network.mandala.bridge.chain.Report;

/**
 * What follows from a report about a payment. Pure.
 *
 * @param lookAgain when the network is to be asked again; empty: never
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Settlement(PaymentState state, Money money, String why, Optional<Duration> lookAgain) {
  /** A transaction that nobody has seen for so long will not come. */
  static final Duration PATIENCE = Duration.ofDays(14);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration OFTEN = Duration.ofMinutes(1);
  private static final Duration RARELY = Duration.ofMinutes(30);
  private static final int MOST_DOUBLINGS = 9;

  enum Money {
    NOTHING,
    CREDIT,
    /** The credit is undone, once. */
    REVERSE,
    /** What was undone is credited after all, once. */
    CREDIT_AGAIN
  }

  static Settlement of(Payment payment, Report report) {
    return switch (report) {
      case Report.Mined mined -> mined(payment);
      case Report.Seen seen -> seen(payment);
      case Report.Contested contested ->
          lost(payment, PaymentState.CONTESTED, "another transaction spends the same", true);
      case Report.Refused refused -> lost(payment, PaymentState.REJECTED, refused.why(), false);
      case Report.Pending pending -> waiting(payment, pending.status());
      case Report.NotKnown notKnown -> waiting(payment, "the network does not know it");
    };
  }

  /** Nothing is known; when to ask again. */
  static Duration afterSilence(int attempts) {
    return doubled(SOON, attempts);
  }

  private static Settlement mined(Payment payment) {
    var money =
        !payment.everCredited()
            ? Money.CREDIT
            : payment.funded() ? Money.NOTHING : Money.CREDIT_AGAIN;
    return new Settlement(PaymentState.MINED, money, "", Optional.empty());
  }

  /** What was reversed comes back only with a block: another transaction may still win. */
  private static Settlement seen(Payment payment) {
    if (payment.state() == PaymentState.REVERSED) {
      return waiting(payment, payment.why());
    }
    return new Settlement(
        PaymentState.SEEN,
        payment.everCredited() ? Money.NOTHING : Money.CREDIT,
        "",
        Optional.of(doubled(OFTEN, payment.attempts())));
  }

  private static Settlement lost(
      Payment payment, PaymentState uncredited, String why, boolean follow) {
    var again =
        follow && payment.ageSeconds() < PATIENCE.toSeconds()
            ? Optional.of(doubled(OFTEN, payment.attempts()))
            : Optional.<Duration>empty();
    if (payment.funded()) {
      return new Settlement(PaymentState.REVERSED, Money.REVERSE, why, again);
    }
    return new Settlement(
        payment.everCredited() ? PaymentState.REVERSED : uncredited, Money.NOTHING, why, again);
  }

  private static Settlement waiting(Payment payment, String why) {
    if (payment.ageSeconds() >= PATIENCE.toSeconds()) {
      return payment.funded()
          ? new Settlement(payment.state(), Money.NOTHING, why, Optional.of(RARELY))
          : lost(payment, PaymentState.REJECTED, "the network has not seen it", false);
    }
    return new Settlement(
        payment.state() == PaymentState.RECEIVED ? PaymentState.BROADCAST : payment.state(),
        Money.NOTHING,
        why,
        Optional.of(doubled(payment.funded() ? OFTEN : SOON, payment.attempts())));
  }

  private static Duration doubled(Duration first, int attempts) {
    var delay = first.multipliedBy(1L << Math.min(Math.max(attempts, 0), MOST_DOUBLINGS));
    return delay.compareTo(RARELY) > 0 ? RARELY : delay;
  }
}
