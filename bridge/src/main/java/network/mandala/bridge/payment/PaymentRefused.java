package network.mandala.bridge.payment;

/** A payment that is not taken. Nothing is credited. */
public final class PaymentRefused extends RuntimeException {
  static final String FAILED = "ERR_PAYMENT_FAILED";
  static final String INVALID_PREFIX = "ERR_INVALID_DERIVATION_PREFIX";

  private final String code;

  PaymentRefused(String code, String why) {
    super(why, null, false, false);
    this.code = code;
  }

  /** For programs; the message is for people. */
  public String code() {
    return code;
  }
}
