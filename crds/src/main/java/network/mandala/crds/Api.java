package network.mandala.crds;

/** The names that all kinds share. */
public final class Api {
  public static final String GROUP = "mandala.network";
  public static final String VERSION = "v1alpha1";
  public static final String CATEGORY = "mandala";

  private Api() {}
}
