package network.mandala.operator.spore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.format.Formats;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeState;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.funding.DeployGate;
import network.mandala.operator.funding.ProjectFunds;

/**
 * From one bundle to the next: the one that serves is left alone until the other has been healthy
 * for the time of {@code spec.warmup}; then the Service is led there, and the old pods have the
 * time of {@code spec.drain} to finish.
 */
final class Rollout {
  /** Kubernetes tells times in whole seconds, rounded down. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final Seen seen;
  private final SporeProject.Open project;
  private final Instant now;
  private final Verdict verdict;
  private final Instances instances;
  private final Lane routed;
  private final Lane other;

  /** What the Service leads to must not run any more. */
  private final boolean revoked;

  Rollout(Seen seen, SporeProject.Open project, Instant now) {
    this.seen = seen;
    this.project = project;
    this.now = now;
    this.verdict = Verdict.of(seen, project, now);
    this.instances = Instances.of(seen.spec());
    var signers = new Signers(project.signers(), seen.settings().spores());
    var found = seen.routed();
    this.routed =
        found.filter(lane -> signers.revocation(lane.release().bundle()).isEmpty()).orElse(null);
    this.revoked = found.isPresent() && routed == null;
    this.other =
        SporeService.colourOf(seen.service())
            .map(Lane::opposite)
            .flatMap(seen::lane)
            .filter(lane -> signers.revocation(lane.release().bundle()).isEmpty())
            .orElse(null);
  }

  Course decide() {
    if (verdict.objection() != null) {
      if (isRecordLost()) {
        return new Course.Leave(verdict.objection());
      }
      return routed == null
          ? new Course.Stop(project, SporeState.IDLE, verdict.objection(), verdict)
          : run(List.of(serving()), null);
    }
    if (routed == null) {
      return first();
    }
    if (routed.release().equals(verdict.release())) {
      return run(List.of(serving()), null);
    }
    return replace();
  }

  /**
   * There are pods, and nobody knows of what, because somebody deleted the records: they are let
   * alone until the bundle has been read again.
   */
  private boolean isRecordLost() {
    return routed == null
        && !revoked
        && seen.service() != null
        && !seen.deployments().isEmpty()
        && !(seen.answer() instanceof BundleAnswer.Refused)
        && seen.bundle().isEmpty();
  }

  /** Nothing serves: the Service leads there from the beginning. */
  private Course first() {
    var held = gate();
    boolean begun = seen.lane(Colour.BLUE).or(() -> seen.lane(Colour.GREEN)).isPresent();
    if (held.isPresent() && !begun) {
      return new Course.Stop(project, SporeState.IDLE, held.get(), verdict);
    }
    var colour = place();
    var target =
        seen.lane(colour)
            .filter(lane -> lane.release().equals(verdict.release()))
            .map(lane -> Target.kept(lane, Target.Role.SERVING, now))
            .orElseGet(() -> Target.fresh(colour, verdict.release(), Target.Role.SERVING, now));
    return new Course.Run(project, verdict, List.of(target), colour, "", null);
  }

  private Colour place() {
    if (other != null && other.release().equals(verdict.release())) {
      return other.colour();
    }
    var present = SporeService.colourOf(seen.service()).orElse(Colour.BLUE);
    // Pods that must not run go with their Deployment, and are not replaced one by one.
    return revoked ? Lane.opposite(present) : present;
  }

  private Course replace() {
    var colour = Lane.opposite(routed.colour());
    if (other == null || !other.release().equals(verdict.release())) {
      if (other != null && seen.isDraining(now)) {
        return run(
            List.of(serving()),
            new Finding(
                SporeReason.DRAINING,
                "%s is started when the bundle before has finished its requests (spec.drain)."
                    .formatted(verdict.release().bundle().words())));
      }
      var held = gate();
      return held.isPresent()
          ? run(List.of(serving()), held.get())
          : run(
              List.of(
                  serving(), Target.fresh(colour, verdict.release(), Target.Role.LAUNCHING, now)),
              null);
    }
    return proceed();
  }

  /** The wanted bundle is in the other set: it takes over, is waited for, or is given up. */
  private Course proceed() {
    var failure = other.failure(seen.generation());
    if (!failure.isEmpty()) {
      return gaveUp(failure);
    }
    if (warmAt().filter(at -> !now.isBefore(at)).isPresent()) {
      return new Course.Run(
          project,
          verdict,
          List.of(
              Target.kept(other, Target.Role.SERVING, now),
              Target.kept(routed, Target.Role.DRAINING, now)),
          other.colour(),
          now.toString(),
          null);
    }
    boolean late =
        readySince().isEmpty() && now.isAfter(launchedAt().plus(seen.settings().rolloutTimeout()));
    if (late || SporeDiagnosis.isHopeless(seen, other)) {
      return gaveUp(
          SporeDiagnosis.of(seen, other)
              .orElseGet(() -> SporeDiagnosis.unhealthy(other.release(), 0))
              .message());
    }
    return run(List.of(serving(), launching()), null);
  }

  private Target launching() {
    // One that was given up for an earlier generation is tried anew.
    return other.annotation(Lane.FAILURE).isEmpty()
        ? Target.kept(other, Target.Role.LAUNCHING, now)
        : Target.fresh(other.colour(), other.release(), Target.Role.LAUNCHING, now);
  }

  private Instant launchedAt() {
    return other.annotation(Lane.FAILURE).isEmpty() ? other.launchedAt(now) : now;
  }

  private Course gaveUp(String failure) {
    return run(
        List.of(serving(), Target.failed(other, failure, seen.generation(), now)),
        new Finding(
            SporeReason.ROLLOUT_FAILED,
            "%s did not become healthy, and %s goes on serving. %s Publish a corrected bundle, or change the spec to try again."
                .formatted(
                    verdict.release().bundle().words(),
                    routed.release().bundle().words(),
                    failure)));
  }

  private Optional<Instant> readySince() {
    return Readiness.since(seen, other, instances.toReplace(routed.replicas()));
  }

  /** From when on it may take over; empty: its pods are not ready. */
  private Optional<Instant> warmAt() {
    return readySince()
        .map(since -> since.plus(Formats.duration(seen.spec().warmup())).plus(ROUNDING));
  }

  private Target serving() {
    return Target.kept(routed, Target.Role.SERVING, now);
  }

  /** With what served before, as long as it may have requests to finish. */
  private Course.Run run(List<Target> wanted, Finding trouble) {
    var targets = new ArrayList<>(wanted);
    boolean taken =
        other != null && wanted.stream().anyMatch(target -> target.colour() == other.colour());
    if (other != null && !taken && seen.isDraining(now)) {
      targets.add(Target.kept(other, Target.Role.DRAINING, now));
    }
    return new Course.Run(
        project,
        verdict,
        targets,
        routed.colour(),
        SporeService.switchedAt(seen.service()),
        trouble);
  }

  private Optional<Finding> gate() {
    if (project.funds().stage() == ProjectFunds.Stage.UNMETERED) {
      return Optional.empty();
    }
    return DeployGate.decide(
            project.name(),
            project.funds().balance(),
            SporeEstimate.of(seen, verdict.release()),
            seen.settings().funding())
        .map(
            closed ->
                new Finding(
                    closed.isUnknown() ? SporeReason.BALANCE_UNKNOWN : SporeReason.BALANCE_TOO_LOW,
                    closed.message()));
  }
}
