package network.mandala.identity.bsv;

/** These bytes are no number in Bitcoin's form. */
public final class InvalidVarint extends IllegalArgumentException {
  InvalidVarint(String message) {
    super(message);
  }
}
