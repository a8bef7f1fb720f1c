package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/**
 * Lets whoever empties a node take one pod of an agent at a time. It keeps nobody from emptying a
 * node: an agent that has only one pod, or whose pods are broken anyway, does not hold it up.
 */
final class AgentDisruptionBudget {

  private AgentDisruptionBudget() {}

  /** Only for an agent that {@link AgentReplicas#maySpread}. */
  static PodDisruptionBudget desired(Seen seen) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(seen.metadata(seen.name()))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(AgentDeployment.selector(seen))
        .endSelector()
        .endSpec()
        .build();
  }
}
