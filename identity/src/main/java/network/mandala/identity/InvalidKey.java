package network.mandala.identity;

/** What was given for a key is none. The message never repeats it. */
public final class InvalidKey extends IllegalArgumentException {
  public InvalidKey(String message) {
    super(message);
  }
}
