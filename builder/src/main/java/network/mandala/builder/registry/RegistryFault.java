package network.mandala.builder.registry;

/**
 * A registry that did not do what it was asked; the message says which, what was asked and what
 * came back.
 */
public final class RegistryFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of fault, so that the caller knows who can mend it. */
  public enum Kind {
    /** No answer, or one that says "later": worth another try. */
    UNAVAILABLE,
    /** The credentials are missing, wrong, expired, or not for this repository. */
    DENIED,
    /** What was asked for is not there. */
    NOT_FOUND,
    /** The content is not what its digest or its declared size says. */
    CORRUPT,
    /** The content is larger than the caller takes. */
    TOO_LARGE,
    /** An answer outside the protocol. */
    UNEXPECTED
  }

  private final Kind kind;

  public RegistryFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RegistryFault(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
