package network.mandala.gateway.runner;

/** A runner did not answer as it should. The message has nothing of what it said. */
public final class RunnerFailed extends RuntimeException {
  private final boolean timeout;

  private RunnerFailed(String message, boolean timeout, Throwable cause) {
    super(message, cause);
    this.timeout = timeout;
  }

  static RunnerFailed because(String message) {
    return new RunnerFailed(message, false, null);
  }

  static RunnerFailed because(String message, Throwable cause) {
    return new RunnerFailed(message, false, cause);
  }

  static RunnerFailed tooSlow() {
    return new RunnerFailed("the runner took too long", true, null);
  }

  public boolean isTimeout() {
    return timeout;
  }
}
