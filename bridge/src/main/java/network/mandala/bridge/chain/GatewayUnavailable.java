package network.mandala.bridge.chain;

/**
 * A service of the chain did not answer, or not in a way that says anything. The same may be asked
 * again later. The message has no secrets.
 */
public final class GatewayUnavailable extends RuntimeException {
  public GatewayUnavailable(String message) {
    super(message);
  }

  GatewayUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
