package network.mandala.operator.kubernetes;

/**
 * What was asked for cannot be done until a person changes something: becomes a condition, is not
 * retried in haste and is no error of the operator.
 */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a CamelCase word, the reason of the condition
   * @param fix what is wrong and what to do, for a person: names field, value and remedy
   */
  public Refused(String reason, String fix) {
    super(fix);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  public String fix() {
    return getMessage();
  }
}
