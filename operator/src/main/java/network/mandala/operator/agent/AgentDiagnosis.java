package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.Optional;
import network.mandala.crds.agent.AgentReason;
import network.mandala.operator.kubernetes.Labels;

/** Why a release does not run: what its Deployment and its pods say, in words for a person. */
final class AgentDiagnosis {

  private static final String QUOTA = "exceeded quota";

  private AgentDiagnosis() {}

  /** Empty when nothing is wrong, or nothing is known yet. */
  static Optional<Finding> of(Seen seen, Target target, Instant now) {
    var pods =
        seen.podsOf(Labels.COMPONENT_AGENT).stream()
            .filter(
                pod ->
                    target
                        .podsId()
                        .equals(pod.getMetadata().getLabels().get(AgentDeployment.RELEASE)))
            .toList();
    return PodDiagnosis.of(pods, target.content(), seen.node().rolloutTimeout(), now)
        .or(() -> ofDeployment(seen, seen.deployment()))
        .or(() -> FrontendDiagnosis.of(seen, target.content(), now))
        .map(finding -> Redaction.of(seen.spec().env()).apply(finding));
  }

  /**
   * Pods that could not even be made.
   *
   * @param deployment null when there is none
   */
  static Optional<Finding> ofDeployment(Seen seen, Deployment deployment) {
    if (deployment == null) {
      return Optional.empty();
    }
    return Rollout.condition(deployment, "ReplicaFailure")
        .filter(failure -> "True".equals(failure.getStatus()))
        .map(failure -> failure.getMessage() == null ? "" : failure.getMessage())
        .map(
            message ->
                message.contains(QUOTA)
                    ? QuotaDiagnosis.ofPods(seen, deployment, message)
                    : new Finding(
                        AgentReason.CLUSTER_REFUSED, "The cluster refuses the pods: " + message));
  }
}
