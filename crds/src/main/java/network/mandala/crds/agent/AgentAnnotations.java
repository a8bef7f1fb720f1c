package network.mandala.crds.agent;

/** Annotations of an Agent that clients write and the operator reads. */
public final class AgentAnnotations {

  /**
   * Who asked for the present spec, as the client says: a name of the kubeconfig, an identity key.
   * Believed only together with {@link #PUSHED_GENERATION}.
   */
  public static final String PUSHED_BY = "mandala.network/pushed-by";

  /**
   * The {@code metadata.generation} that {@link #PUSHED_BY} is about: when somebody else changes
   * the spec later, it is not held against the wrong person.
   */
  public static final String PUSHED_GENERATION = "mandala.network/pushed-generation";

  private AgentAnnotations() {}
}
