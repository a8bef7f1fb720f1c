package network.mandala.crds.agent;

/**
 * What the operator and the activator agree on about an agent that may sleep, or whose project has
 * no money left: a Lease in its namespace. The operator writes who it is, at which hosts it
 * answers, and in {@code spec.leaseDurationSeconds} after how long without a request it sleeps; the
 * activator writes into {@code spec.renewTime} when somebody last asked.
 */
public final class AgentActivity {

  /** Label of these Leases, with the value {@link #YES}. */
  public static final String LABEL = "mandala.network/activity";

  public static final String YES = "true";

  /** Label: the name of the agent. */
  public static final String AGENT = PodLabels.AGENT;

  /** Annotation: the host names that lead to the agent, with a space between them. */
  public static final String HOSTS = "mandala.network/hosts";

  /**
   * Annotation: the project whose balance is used up. While it is there nobody is woken: every
   * request is answered with 402. Absent: requests are let through.
   */
  public static final String UNPAID = "mandala.network/unpaid";

  /** Annotation beside {@link #UNPAID}: where its owner can top it up; absent: nowhere to link. */
  public static final String TOP_UP_URL = "mandala.network/top-up-url";

  /** Annotation beside {@link #UNPAID}: what the provider says about topping up; may be absent. */
  public static final String TOP_UP_TEXT = "mandala.network/top-up-text";

  /** The port of the agent's Service that gets its requests. */
  public static final int SERVICE_PORT = 80;

  private AgentActivity() {}
}
