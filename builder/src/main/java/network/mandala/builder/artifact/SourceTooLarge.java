package network.mandala.builder.artifact;

/** The source exceeds a limit of the provider. */
public final class SourceTooLarge extends SourceRefused {
  private static final long serialVersionUID = 1;

  public SourceTooLarge(String message) {
    super(message);
  }
}
