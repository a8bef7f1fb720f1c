package network.mandala.identity.spore;

/** A bundle that is not taken. The message begins with the part that is at fault. */
public final class InvalidSpore extends RuntimeException {
  private final BundlePart part;

  InvalidSpore(BundlePart part, String message) {
    super(part.word() + ": " + message);
    this.part = part;
  }

  /** What of the bundle is at fault. */
  public BundlePart part() {
    return part;
  }
}
