package network.mandala.operator.agent;

import static network.mandala.operator.agent.AgentReasons.met;
import static network.mandala.operator.agent.AgentReasons.unmet;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.ReleaseState;

/** How far the pods of the agent itself are. */
final class RolloutCondition {

  private final Seen seen;
  private final Instant now;

  private RolloutCondition(Seen seen, Instant now) {
    this.seen = seen;
    this.now = now;
  }

  static Condition of(Seen seen, AgentPlan.Run run, Instant now) {
    return new RolloutCondition(seen, now).rolledOut(run);
  }

  /** The wanted release answers, with one pod at least. */
  static boolean isServing(Seen seen, AgentPlan.Run run) {
    var deployment = seen.deployment();
    return run.held() == null
        && state(run) == ReleaseState.ACTIVE
        && Rollout.of(deployment, run.target().id()) != Rollout.NOT_APPLIED
        && deployment.getStatus() != null
        && Rollout.orZero(deployment.getStatus().getReadyReplicas()) > 0;
  }

  private static ReleaseState state(AgentPlan.Run run) {
    return Releases.find(run.releases(), run.target().id())
        .map(release -> release.state())
        .orElse(ReleaseState.ROLLING_OUT);
  }

  private Condition rolledOut(AgentPlan.Run run) {
    if (run.held() != null) {
      return unmet(AgentCondition.ROLLED_OUT, run.held());
    }
    if (AgentSleep.isAsleep(seen, run, now)) {
      return met(
          AgentCondition.ROLLED_OUT,
          AgentReason.SLEEPING,
          "No request came for %s, so no pod runs. The next request to %s starts one and waits for it."
              .formatted(
                  RolloutFailure.words(seen.spec().scaling().sleep().afterIdleSeconds()),
                  AgentHosts.url(seen)));
    }
    var state = state(run);
    if (state == ReleaseState.ACTIVE
        && Rollout.isAvailable(seen.deployment())
        && !Rollout.isRestarting(seen.deployment(), seen.spec().restartedAt())
        && AgentReplicas.toWrite(seen, run.target().content(), seen.deployment()).isEmpty()) {
      return met(AgentCondition.ROLLED_OUT, AgentReason.RUNNING, pods(run.target()) + ".");
    }
    var diagnosis = AgentDiagnosis.of(seen, run.target(), now);
    return unmet(
        AgentCondition.ROLLED_OUT,
        diagnosis.orElseGet(
            () ->
                state == ReleaseState.FAILED
                    ? new Finding(
                        AgentReason.ROLLOUT_TIMED_OUT,
                        "%s after %s, and nothing says why. Look at the pods: kubectl describe pods -l mandala.network/agent=%s"
                            .formatted(
                                pods(run.target()),
                                RolloutFailure.words(
                                    Patience.withRollout(
                                            run.target().content(), seen.node().rolloutTimeout())
                                        .toSeconds()),
                                seen.name()))
                    : AgentSleep.isWaking(seen, run, now)
                        ? new Finding(AgentReason.WAKING, "Waking up. " + pods(run.target()) + ".")
                        : new Finding(
                            AgentReason.ROLLING_OUT,
                            pods(run.target()) + "." + interrupting(run))));
  }

  /** A release that cannot start beside the one before it. */
  private String interrupting(AgentPlan.Run run) {
    var content = run.target().content();
    if (Releases.active(run.releases()).isEmpty()) {
      return "";
    }
    return content.hasVolume()
        ? " Nothing answers until then: one pod at a time can have the volume."
        : content.hasGpu() ? " Each pod starts when an old one has given its GPUs back." : "";
  }

  private String pods(Target target) {
    var deployment = seen.deployment();
    if (Rollout.of(deployment, target.id()) == Rollout.NOT_APPLIED) {
      return "Release %s is being rolled out".formatted(target.id());
    }
    int wanted = Rollout.orZero(deployment.getSpec().getReplicas());
    int ready =
        deployment.getStatus() == null
            ? 0
            : Rollout.orZero(deployment.getStatus().getReadyReplicas());
    return "Release %s: %d of %d pods ready"
        .formatted(target.id(), Math.min(ready, wanted), wanted);
  }
}
