package network.mandala.crds.spore;

/** Labels of what is made for a Spore, by which others find it. The operator writes them. */
public final class SporeLabels {
  /** The name of the Spore: on its pods, its Deployments and its Service. */
  public static final String SPORE = "mandala.network/spore";

  /** To which of its two sets a pod or a Deployment belongs: {@code blue} or {@code green}. */
  public static final String COLOUR = "mandala.network/colour";

  /** The value of {@code mandala.network/component} of the pods. */
  public static final String COMPONENT_SPORE = "spore";

  private SporeLabels() {}
}
