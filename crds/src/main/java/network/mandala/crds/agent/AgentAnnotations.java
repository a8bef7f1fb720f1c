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

  /**
   * The deployment that brought the present source: 32 hexadecimal digits that a client of the
   * bridge knows it by. Believed only together with {@link #DEPLOYMENT_SOURCE}.
   */
  public static final String DEPLOYMENT = "mandala.network/deployment";

  /**
   * The {@code spec.source} that {@link #DEPLOYMENT} is about, artifact or image: a source that
   * somebody else sets is of no deployment, and an environment that changes is of the same.
   */
  public static final String DEPLOYMENT_SOURCE = "mandala.network/deployment-source";

  private AgentAnnotations() {}
}
