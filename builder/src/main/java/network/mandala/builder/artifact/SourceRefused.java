package network.mandala.builder.artifact;

/** A source that is not taken; the message tells its owner what is wrong with it and what to do. */
public abstract sealed class SourceRefused extends RuntimeException
    permits SourceInvalid, SourceTooLarge {
  private static final long serialVersionUID = 1;

  SourceRefused(String message) {
    super(message);
  }

  SourceRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
