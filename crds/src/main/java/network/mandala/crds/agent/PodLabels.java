package network.mandala.crds.agent;

/** Labels of the pods of an Agent, by which others find them. The operator writes them. */
public final class PodLabels {
  /** The name of the Agent. */
  public static final String AGENT = "mandala.network/agent";

  /** What a pod is for: one of the words below. */
  public static final String COMPONENT = "mandala.network/component";

  /** The program. */
  public static final String COMPONENT_AGENT = "agent";

  /** What builds its image. */
  public static final String COMPONENT_BUILD = "build";

  public static final String COMPONENT_FRONTEND = "frontend";

  /** The server of a database. */
  public static final String COMPONENT_DATABASE = "database";

  /** Which database: mysql, mongo or redis. */
  public static final String DATABASE = "mandala.network/database";

  private PodLabels() {}
}
