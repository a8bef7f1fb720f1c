package network.mandala.ledger.money;

/** An amount beyond what a ledger can hold, which is far more than all satoshis there are. */
public final class AmountOutOfRange extends ArithmeticException {
  /**
   * @param what the computation
   */
  public AmountOutOfRange(String what) {
    super(what + " is beyond the range of an amount");
  }

  /**
   * @param what the computation
   * @param cause how it was found
   */
  public AmountOutOfRange(String what, ArithmeticException cause) {
    this(what);
    initCause(cause);
  }
}
