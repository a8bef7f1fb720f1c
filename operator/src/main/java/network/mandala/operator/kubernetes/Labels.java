package network.mandala.operator.kubernetes;

import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.PodLabels;
import network.mandala.crds.spore.SporeLabels;

/** The labels, annotations and names that all of our objects carry. */
public final class Labels {

  /** The one field manager of the operator. */
  public static final String FIELD_MANAGER = "mandala-operator";

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANDALA = "mandala";

  public static final String PROJECT = "mandala.network/project";
  public static final String AGENT = PodLabels.AGENT;
  public static final String SPORE = SporeLabels.SPORE;

  /** Which of the two sets of pods of a spore an object is of: blue or green. */
  public static final String COLOUR = SporeLabels.COLOUR;

  /** Which database of an agent an object is of: mysql, mongo or redis. */
  public static final String DATABASE = PodLabels.DATABASE;

  /** What a pod is for: one of the words below. */
  public static final String COMPONENT = PodLabels.COMPONENT;

  public static final String COMPONENT_AGENT = PodLabels.COMPONENT_AGENT;
  public static final String COMPONENT_SPORE = SporeLabels.COMPONENT_SPORE;
  public static final String COMPONENT_BUILD = PodLabels.COMPONENT_BUILD;
  public static final String COMPONENT_FRONTEND = PodLabels.COMPONENT_FRONTEND;

  /** The server of a database. */
  public static final String COMPONENT_DATABASE = PodLabels.COMPONENT_DATABASE;

  /** What makes a copy of a database, or goes back to one. */
  public static final String COMPONENT_DATABASE_JOB = "database-job";

  /** Annotation: hash of what we last applied; see {@link Children}. */
  public static final String DESIRED_HASH = "mandala.network/desired-hash";

  /**
   * Annotation of a child that outlives its owner (a volume that is to be kept): no owner
   * reference.
   */
  public static final String RETAIN = "mandala.network/retain";

  /** Annotation of a resource that exists only to prove that reconciling works. */
  public static final String CANARY = "mandala.network/canary";

  /** Selects what the Project reconciler makes, and nothing that belongs to a workload. */
  public static final String PROJECT_CHILDREN_SELECTOR =
      MANAGED_BY + "=" + MANDALA + "," + PROJECT + ",!" + AGENT + ",!" + SPORE;

  /** Selects what the Agent reconciler makes. */
  public static final String AGENT_CHILDREN_SELECTOR =
      MANAGED_BY + "=" + MANDALA + "," + PROJECT + "," + AGENT;

  /** Selects what the Spore reconciler makes. */
  public static final String SPORE_CHILDREN_SELECTOR =
      MANAGED_BY + "=" + MANDALA + "," + PROJECT + "," + SPORE;

  private Labels() {}

  public static Map<String, String> ofProject(String project) {
    var labels = new TreeMap<String, String>();
    labels.put(MANAGED_BY, MANDALA);
    labels.put(PROJECT, project);
    return labels;
  }

  public static Map<String, String> ofAgent(String project, String agent) {
    var labels = ofProject(project);
    labels.put(AGENT, agent);
    return labels;
  }

  public static Map<String, String> ofSpore(String project, String spore) {
    var labels = ofProject(project);
    labels.put(SPORE, spore);
    return labels;
  }
}
