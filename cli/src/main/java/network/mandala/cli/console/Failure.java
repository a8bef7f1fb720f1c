package network.mandala.cli.console;

/**
 * What a person asked for did not happen. The message says what is wrong and what to do; it is all
 * that is shown.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
