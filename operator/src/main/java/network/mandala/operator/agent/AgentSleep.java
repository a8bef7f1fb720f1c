package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import network.mandala.crds.agent.ReleaseState;

/**
 * Whether an agent that may sleep does: a function of when somebody last asked for it. Nothing else
 * is remembered, so it does not matter which process was ended in between.
 */
final class AgentSleep {

  private AgentSleep() {}

  /** Whether requests go by way of the activator, which counts them and holds them. */
  static boolean isOffered(Seen seen) {
    return isWanted(seen) && !seen.activatorAddress().isEmpty();
  }

  /** Whether the tenant wants it to sleep. A number of pods that somebody has set goes before. */
  static boolean isWanted(Seen seen) {
    var scaling = seen.spec().scaling();
    return scaling.sleep() != null && scaling.replicas() == null;
  }

  static boolean isAsleep(Seen seen, AgentPlan.Run run, Instant now) {
    return begins(seen, run).filter(begin -> !now.isBefore(begin)).isPresent();
  }

  /** Whether it has been woken, and no pod of it answers yet. */
  static boolean isWaking(Seen seen, AgentPlan.Run run, Instant now) {
    return begins(seen, run).filter(now::isBefore).isPresent() && !hasReadyPods(seen);
  }

  /**
   * When it goes to sleep unless somebody asks for it; in the past when it sleeps. Empty when it
   * may not: a release has to show that it runs before it may rest.
   */
  static Optional<Instant> begins(Seen seen, AgentPlan.Run run) {
    if (!isOffered(seen)
        || seen.activity() == null
        || seen.deployment() == null
        || Rollout.of(seen.deployment(), run.target().id()) == Rollout.NOT_APPLIED
        || Releases.find(run.releases(), run.target().id())
            .filter(release -> release.state() == ReleaseState.ACTIVE)
            .isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(lastUse(seen).plus(patience(seen, run)));
  }

  private static Instant lastUse(Seen seen) {
    var lease = seen.activity();
    var asked =
        Optional.ofNullable(lease.getSpec().getRenewTime())
            .map(ZonedDateTime::toInstant)
            .orElseGet(() -> Instant.parse(lease.getMetadata().getCreationTimestamp()));
    // Pods that have become ready a moment ago are to be of use to somebody.
    return Rollout.condition(seen.deployment(), "Available")
        .filter(available -> "True".equals(available.getStatus()))
        .map(DeploymentCondition::getLastTransitionTime)
        .map(Instant::parse)
        .filter(asked::isBefore)
        .orElse(asked);
  }

  /** One that starts slowly is not sent to sleep while it starts. */
  private static Duration patience(Seen seen, AgentPlan.Run run) {
    var idle = Duration.ofSeconds(seen.spec().scaling().sleep().afterIdleSeconds());
    var replicas = seen.deployment().getSpec().getReplicas();
    if (hasReadyPods(seen) || (replicas != null && replicas == 0)) {
      return idle;
    }
    var start = Patience.withStart(run.target().content(), seen.node().rolloutTimeout());
    return start.compareTo(idle) > 0 ? start : idle;
  }

  private static boolean hasReadyPods(Seen seen) {
    var status = seen.deployment().getStatus();
    return status != null && Rollout.orZero(status.getReadyReplicas()) > 0;
  }
}
