package network.mandala.bridge.payment;

import network.mandala.bridge.metric.PaymentResult;

/** A payment that is not taken. Nothing is credited. */
public final class PaymentRefused extends RuntimeException {
  private final PaymentResult reason;

  PaymentRefused(PaymentResult reason, String why) {
    super(why, null, false, false);
    this.reason = reason;
  }

  PaymentResult reason() {
    return reason;
  }

  /** For programs; the message is for people. */
  public String code() {
    return switch (reason) {
      case MALFORMED -> "ERR_MALFORMED_PAYMENT";
      case PREFIX -> "ERR_INVALID_DERIVATION_PREFIX";
      case CREDITED, WAITING, UNPROVEN, MISDIRECTED, SHORT, ELSEWHERE, REJECTED ->
          "ERR_PAYMENT_FAILED";
    };
  }
}
