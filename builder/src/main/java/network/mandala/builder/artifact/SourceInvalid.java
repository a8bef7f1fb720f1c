package network.mandala.builder.artifact;

/** The source is no archive, or has an entry that is not allowed. */
public final class SourceInvalid extends SourceRefused {
  private static final long serialVersionUID = 1;

  public SourceInvalid(String message) {
    super(message);
  }

  public SourceInvalid(String message, Throwable cause) {
    super(message, cause);
  }
}
