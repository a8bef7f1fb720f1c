package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;

/** How far the frontend of a release is, and what is said about it. */
final class FrontendRollout {

  private FrontendRollout() {}

  /** Complete for a release without a frontend. */
  static Rollout of(Seen seen, ReleaseContent content) {
    if (!content.hasFrontend()) {
      return Rollout.COMPLETE;
    }
    var deployment = seen.frontend().deployment();
    return deployment == null
            || !FrontendImage.forPods(seen, content).equals(FrontendDeployment.imageOf(deployment))
        ? Rollout.NOT_APPLIED
        : Rollout.progress(deployment);
  }

  /** The condition FrontendReady; null for a release without a frontend. */
  static Condition condition(Seen seen, ReleaseContent content, Instant now) {
    if (!content.hasFrontend()) {
      return null;
    }
    var diagnosis = FrontendDiagnosis.of(seen, content, now);
    var rollout = of(seen, content);
    if (seen.frontend().ingress() != null && answers(seen.frontend().deployment(), rollout)) {
      return AgentReasons.met(
          AgentCondition.FRONTEND_READY,
          AgentReason.RUNNING,
          "Answers at %s.%s%s"
              .formatted(
                  String.join(", ", FrontendHosts.routed(seen)),
                  shortName(seen),
                  diagnosis.map(finding -> " " + finding.message()).orElse("")));
    }
    return AgentReasons.unmet(
        AgentCondition.FRONTEND_READY,
        diagnosis.orElseGet(
            () -> new Finding(AgentReason.ROLLING_OUT, "Frontend: " + pods(seen, rollout))));
  }

  /** The image that is wanted serves, by some of its pods at least. */
  private static boolean answers(Deployment deployment, Rollout rollout) {
    return rollout == Rollout.COMPLETE
        || (rollout != Rollout.NOT_APPLIED
            && deployment.getStatus() != null
            && Rollout.orZero(deployment.getStatus().getUpdatedReplicas())
                == Rollout.orZero(deployment.getStatus().getReplicas())
            && Rollout.orZero(deployment.getStatus().getReadyReplicas()) > 0);
  }

  private static String pods(Seen seen, Rollout rollout) {
    if (rollout == Rollout.NOT_APPLIED) {
      return "it is being rolled out.";
    }
    var deployment = seen.frontend().deployment();
    return "%d of %d pods ready."
        .formatted(
            deployment.getStatus() == null
                ? 0
                : Rollout.orZero(deployment.getStatus().getReadyReplicas()),
            Rollout.orZero(deployment.getSpec().getReplicas()));
  }

  private static String shortName(Seen seen) {
    var owner = seen.frontend().shortNameOwner();
    return owner.isEmpty()
        ? ""
        : " The name %s leads to agent %s, which had it first."
            .formatted(FrontendHosts.shortName(seen), owner);
  }
}
