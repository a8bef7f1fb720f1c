package network.mandala.billing.prometheus;

/** A query has no usable answer. Nothing of what was read before is to be used. */
public final class PrometheusFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What was wrong, as the value of a metric's label. */
  public enum Reason {
    /** There was no connection, or it broke. */
    UNREACHABLE("unreachable"),
    /** The whole answer was not there in time. */
    TIMEOUT("timeout"),
    /** The server refused the query, or us. */
    REFUSED("refused"),
    /** What came is not of Prometheus' API, or not well-formed. */
    MALFORMED("malformed"),
    /** The answer has more bytes or series than allowed. */
    TOO_LARGE("too_large"),
    /** The server says itself that something is missing from the answer. */
    PARTIAL("partial"),
    /** There are samples from outside of the time that was asked for. */
    WRONG_TIME("wrong_time"),
    /** This tick has asked as much as it may. */
    BUDGET("budget");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public PrometheusFault(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public PrometheusFault(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
