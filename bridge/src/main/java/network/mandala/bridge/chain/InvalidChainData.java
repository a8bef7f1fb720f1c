package network.mandala.bridge.chain;

/** Bytes or values that are not what they claim to be. The message says why in one sentence. */
public final class InvalidChainData extends IllegalArgumentException {
  InvalidChainData(String message) {
    super(message);
  }
}
