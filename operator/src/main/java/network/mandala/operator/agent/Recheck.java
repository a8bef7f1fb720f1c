package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * After how long an agent is looked at again when nothing happens meanwhile. Everything that the
 * cluster tells is heard at once; this is for what only time tells.
 */
final class Recheck {

  /** A quota has room again, a domain is free again, a refusal is taken back. */
  static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

  private static final Duration WHILE_QUEUED = Duration.ofSeconds(3);

  private Recheck() {}

  static Duration after(Seen seen, AgentPlan plan, Finding fault, Instant now) {
    return Stream.of(
            seen.node().driftCheck(),
            fault == null
                    && AgentHosts.refused(seen).isEmpty()
                    && !isRefused(seen.deployment())
                    && seen.servers().stream().noneMatch(Recheck::hasNoPod)
                    && !isRefused(seen.frontend().deployment())
                ? seen.node().driftCheck()
                : AFTER_REFUSAL,
            ofPlan(seen, plan, now),
            untilSleep(seen, plan, now),
            ofDomains(seen))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private static Duration ofDomains(Seen seen) {
    return seen.domains().stream()
        .map(DomainVerdict::recheck)
        .min(Duration::compareTo)
        .orElse(seen.node().driftCheck());
  }

  /** A StatefulSet does not say why it has no pod. */
  private static boolean hasNoPod(StatefulSet server) {
    return Rollout.orZero(server.getSpec().getReplicas()) > 0
        && (server.getStatus() == null || Rollout.orZero(server.getStatus().getReplicas()) == 0);
  }

  private static Duration untilSleep(Seen seen, AgentPlan plan, Instant now) {
    return plan instanceof AgentPlan.Run run
        ? AgentSleep.begins(seen, run)
            .filter(now::isBefore)
            .map(begin -> Duration.between(now, begin).plusMillis(1))
            .orElse(seen.node().driftCheck())
        : seen.node().driftCheck();
  }

  private static boolean isRefused(Deployment deployment) {
    return deployment != null && Rollout.condition(deployment, "ReplicaFailure").isPresent();
  }

  private static Duration ofPlan(Seen seen, AgentPlan plan, Instant now) {
    return switch (plan) {
      case AgentPlan.Await await -> ofBuild(seen, await.build());
      case AgentPlan.Run run -> {
        var build = ofBuild(seen, run.build());
        // A program that runs and does not answer makes no event.
        boolean complete =
            Rollout.of(seen, run.target()) == Rollout.COMPLETE
                || AgentSleep.isAsleep(seen, run, now);
        yield complete || build.compareTo(PodDiagnosis.PATIENCE) < 0
            ? build
            : PodDiagnosis.PATIENCE.plusSeconds(1);
      }
      case AgentPlan.Leave leave -> seen.node().driftCheck();
      case AgentPlan.Sleep sleep -> seen.node().driftCheck();
    };
  }

  private static Duration ofBuild(Seen seen, BuildStep build) {
    return switch (build) {
      case BuildStep.Unprepared unprepared -> WHILE_QUEUED;
      case BuildStep.Underway underway -> WHILE_QUEUED;
      case BuildStep.Again again -> WHILE_QUEUED;
      case BuildStep.Unresolved unresolved -> AFTER_REFUSAL;
      case BuildStep.Stopped stopped -> Builds.RETRY;
      case BuildStep.None none -> seen.node().driftCheck();
      case BuildStep.Done done -> seen.node().driftCheck();
      case BuildStep.Refused refused -> seen.node().driftCheck();
    };
  }
}
