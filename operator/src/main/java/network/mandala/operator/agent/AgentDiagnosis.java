package network.mandala.operator.agent;

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
                    target.id().equals(pod.getMetadata().getLabels().get(AgentDeployment.RELEASE)))
            .toList();
    return PodDiagnosis.of(pods, target.content(), seen.node().rolloutTimeout(), now)
        .or(() -> ofDeployment(seen))
        .map(finding -> Redaction.of(seen.spec().env()).apply(finding));
  }

  /** Pods that could not even be made. */
  private static Optional<Finding> ofDeployment(Seen seen) {
    if (seen.deployment() == null) {
      return Optional.empty();
    }
    return Rollout.condition(seen.deployment(), "ReplicaFailure")
        .filter(failure -> "True".equals(failure.getStatus()))
        .map(failure -> failure.getMessage() == null ? "" : failure.getMessage())
        .map(
            message ->
                message.contains(QUOTA)
                    ? QuotaDiagnosis.ofPods(seen, message)
                    : new Finding(
                        AgentReason.CLUSTER_REFUSED, "The cluster refuses the pods: " + message));
  }
}
