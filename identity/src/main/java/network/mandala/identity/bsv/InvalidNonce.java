package network.mandala.identity.bsv;

/** What was given for a nonce is none. The message does not repeat it. */
public final class InvalidNonce extends IllegalArgumentException {
  InvalidNonce(String message) {
    super(message);
  }
}
