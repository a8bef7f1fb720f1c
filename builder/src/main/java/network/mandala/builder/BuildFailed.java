package network.mandala.builder;

/** A build that cannot go on; the message tells a person what is wrong and what to do. */
final class BuildFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  BuildFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  BuildFailed(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
