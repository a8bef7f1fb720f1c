package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the pods of a release are, as their Deployment says. */
enum Rollout {
  /** The Deployment is not there, or runs another release. */
  NOT_APPLIED,
  /** Its pods are being started. */
  UNDERWAY,
  /** They did not become ready in the time that the Deployment gives them. */
  TIMED_OUT,
  /** All of them are ready, and no others are left. */
  COMPLETE;

  /**
   * @param deployment null when there is none
   */
  static Rollout of(Deployment deployment, String release) {
    if (deployment == null || !AgentDeployment.releaseOf(deployment).equals(release)) {
      return NOT_APPLIED;
    }
    return progress(deployment);
  }

  /** Of a release with all that belongs to it. */
  static Rollout of(Seen seen, Target target) {
    var parts =
        EnumSet.of(of(seen.deployment(), target.id()), FrontendRollout.of(seen, target.content()));
    return Stream.of(TIMED_OUT, NOT_APPLIED, UNDERWAY)
        .filter(parts::contains)
        .findFirst()
        .orElse(COMPLETE);
  }

  /** Of the pods that a Deployment asks for now. */
  static Rollout progress(Deployment deployment) {
    var status = deployment.getStatus();
    var generation = deployment.getMetadata().getGeneration();
    if (status == null
        || status.getObservedGeneration() == null
        || (generation != null && status.getObservedGeneration() < generation)) {
      return UNDERWAY;
    }
    int wanted = orZero(deployment.getSpec().getReplicas());
    if (wanted > 0
        && orZero(status.getUpdatedReplicas()) == wanted
        && orZero(status.getReplicas()) == wanted
        && orZero(status.getAvailableReplicas()) == wanted) {
      return COMPLETE;
    }
    return condition(deployment, "Progressing")
            .filter(progress -> "ProgressDeadlineExceeded".equals(progress.getReason()))
            .isPresent()
        ? TIMED_OUT
        : UNDERWAY;
  }

  /**
   * A restart was asked for, and pods from before it are left.
   *
   * @param restartedAt null when none was ever asked for
   */
  static boolean isRestarting(Deployment deployment, String restartedAt) {
    if (restartedAt == null) {
      return false;
    }
    var status = deployment.getStatus();
    return !restartedAt.equals(AgentDeployment.restartOf(deployment))
        || status == null
        || orZero(status.getUpdatedReplicas()) < orZero(status.getReplicas())
        || (deployment.getMetadata().getGeneration() != null
            && status.getObservedGeneration() < deployment.getMetadata().getGeneration());
  }

  /** Enough pods are ready, whatever release they run. */
  static boolean isAvailable(Deployment deployment) {
    return deployment != null
        && condition(deployment, "Available")
            .filter(available -> "True".equals(available.getStatus()))
            .isPresent();
  }

  static Optional<DeploymentCondition> condition(Deployment deployment, String type) {
    return deployment.getStatus() == null
        ? Optional.empty()
        : deployment.getStatus().getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
