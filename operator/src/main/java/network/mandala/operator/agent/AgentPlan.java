package network.mandala.operator.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
import network.mandala.operator.build.BuildInput;

/** What is to be done about an agent: decided from what is seen, and from nothing else. */
sealed interface AgentPlan {

  /** Nothing is written but the status: what runs goes on. */
  record Leave(Finding why) implements AgentPlan {}

  /** There is no release to run yet. */
  record Await(BuildStep build) implements AgentPlan {}

  /**
   * @param target the release whose pods are to run; it may be older than the spec
   * @param releases as the status is to have them
   * @param held why the target is not what the spec asks for; null when it is, or is being built
   */
  record Run(
      ProjectSeen.Open project,
      Target target,
      List<Release> releases,
      BuildStep build,
      Finding held)
      implements AgentPlan {}

  /**
   * No routes and no pods; the data stays.
   *
   * @param target the release that ran before; null when none ever did
   */
  record Sleep(ProjectSeen.Open project, Target target, Finding why) implements AgentPlan {}

  /** Why a rollout hangs when it is not the fault of the release: it may go on at any time. */
  Set<AgentReason> NOT_OF_THE_RELEASE =
      Set.of(
          AgentReason.QUOTA_EXCEEDED,
          AgentReason.UNSCHEDULABLE,
          AgentReason.STORAGE_UNAVAILABLE,
          AgentReason.CONFIGURATION_MISSING,
          AgentReason.CLUSTER_REFUSED);

  /** The image of which it is to be found out what it is. */
  default Optional<String> unresolvedImage(Seen seen) {
    var build =
        switch (this) {
          case Run run -> run.build();
          case Await await -> await.build();
          case Leave leave -> null;
          case Sleep sleep -> null;
        };
    if (build instanceof BuildStep.Done done) {
      return FrontendImage.unresolved(seen, done.target()).map(Wanted.Unresolved::image);
    }
    return build instanceof BuildStep.Unresolved unresolved
        ? Optional.of(unresolved.image())
        : Optional.empty();
  }

  static AgentPlan decide(Seen seen, Instant now) {
    return switch (seen.project()) {
      case ProjectSeen.Closed closed -> new Leave(closed.why());
      case ProjectSeen.Open project -> decide(seen, project, now);
    };
  }

  private static AgentPlan decide(Seen seen, ProjectSeen.Open project, Instant now) {
    if (AgentReplicas.isSuspended(seen)) {
      return new Sleep(
          project,
          current(seen).orElse(null),
          new Finding(
              AgentReason.SUSPENDED,
              "Suspended: no pods, no routes; data and releases are kept. Set spec.suspend to false and"
                  + " spec.scaling.replicas above 0 (or remove it) to run it again."));
    }
    if (project.funds().isSuspended()) {
      return new Sleep(project, current(seen).orElse(null), AgentFunds.suspended(seen, project));
    }
    if (seen.spec().release() != null) {
      return runPinned(seen, project, now);
    }
    return switch (Wanted.of(seen)) {
      case Wanted.Impossible impossible ->
          runCurrent(seen, project, new BuildStep.Refused(impossible.why()), now);
      case Wanted.Unresolved unresolved -> runCurrent(seen, project, step(unresolved), now);
      case Wanted.Runnable runnable ->
          isNew(seen, runnable.target())
              ? AgentFunds.gate(seen, project)
                  .map(why -> runCurrent(seen, project, new BuildStep.Refused(why), now))
                  .orElseGet(() -> runWanted(seen, project, runnable.target(), now))
              : runWanted(seen, project, runnable.target(), now);
      case Wanted.Unbuilt unbuilt ->
          Builds.hasBegun(seen, unbuilt.input())
              ? build(seen, project, unbuilt.input(), now)
              : AgentFunds.gate(seen, project)
                  .<BuildStep>map(BuildStep.Refused::new)
                  .or(() -> FrontendImage.unresolved(seen).map(AgentPlan::step))
                  .map(step -> runCurrent(seen, project, step, now))
                  .orElseGet(() -> build(seen, project, unbuilt.input(), now));
    };
  }

  private static BuildStep step(Wanted.Unresolved unresolved) {
    return new BuildStep.Unresolved(unresolved.image(), unresolved.why());
  }

  /** What has begun to be built was paid for, and so its release goes on. */
  private static AgentPlan build(
      Seen seen, ProjectSeen.Open project, BuildInput input, Instant now) {
    return switch (Builds.step(seen, input, now)) {
      case BuildStep.Done done -> runWanted(seen, project, done.target(), now);
      case BuildStep other -> runCurrent(seen, project, other, now);
    };
  }

  /** Neither recorded nor on its way. */
  private static boolean isNew(Seen seen, Target target) {
    return recorded(seen, target.id()).isEmpty();
  }

  /** The release that the spec asks for; or the last good one, when it turned out not to run. */
  private static AgentPlan runWanted(
      Seen seen, ProjectSeen.Open project, Target wanted, Instant now) {
    var build = wanted.source().isEmpty() ? new BuildStep.None() : new BuildStep.Done(wanted);
    var frontend = FrontendImage.unresolved(seen, wanted);
    if (frontend.isPresent()) {
      // What was built stays built meanwhile.
      return runCurrent(
          seen, project, wanted.source().isEmpty() ? step(frontend.get()) : build, now);
    }
    var releases = ofDeployment(seen, wanted, advance(seen, wanted, now));
    var failed =
        Releases.find(releases, wanted.id())
            .filter(release -> release.state() == ReleaseState.FAILED)
            .isPresent();
    var good = Releases.active(releases).flatMap(release -> recorded(seen, release.id()));
    if (waitsForDatabases(seen, wanted)) {
      return runCurrent(seen, project, build, now);
    }
    if (failed && good.isPresent()) {
      return new Run(
          project, good.get(), releases, build, RolloutFailure.of(seen, wanted, good.get(), now));
    }
    return new Run(project, wanted, releases, build, null);
  }

  /** Also when the release is an earlier one: the same content was deployed again. */
  private static List<Release> ofDeployment(Seen seen, Target wanted, List<Release> releases) {
    return seen.deploymentId() == null
        ? releases
        : Releases.withDeployment(releases, wanted.id(), seen.deploymentId());
  }

  /** A program that starts before its database fails, and would be blamed for it. */
  private static boolean waitsForDatabases(Seen seen, Target wanted) {
    boolean isOnItsWay =
        seen.deployment() != null
            && AgentDeployment.releaseOf(seen.deployment()).equals(wanted.id());
    return !isOnItsWay && !AgentDatabases.areReadyFor(seen, wanted.content());
  }

  private static AgentPlan runPinned(Seen seen, ProjectSeen.Open project, Instant now) {
    var id = seen.spec().release();
    var pinned = recorded(seen, id);
    var missing = pinned.map(target -> AgentDatabases.missing(seen, target.content()));
    if (missing.isPresent() && !missing.get().isEmpty()) {
      return runCurrent(
          seen,
          project,
          new BuildStep.Refused(
              new Finding(
                  AgentReason.INVALID_SPEC,
                  "spec.release is %s, which uses a database that spec.databases does not have: %s. Add it, or name another release."
                      .formatted(id, String.join(", ", missing.get())))),
          now);
    }
    if (pinned.isPresent()) {
      return new Run(
          project, pinned.get(), advance(seen, pinned.get(), now), new BuildStep.None(), null);
    }
    return runCurrent(
        seen,
        project,
        new BuildStep.Refused(
            new Finding(
                AgentReason.RELEASE_NOT_FOUND,
                "spec.release is %s, which status.releases does not have. Name one of: %s."
                    .formatted(
                        id,
                        String.join(
                            ", ", seen.status().releases().stream().map(Release::id).toList())))),
        now);
  }

  /** What runs goes on while the wanted release cannot be run. */
  private static AgentPlan runCurrent(
      Seen seen, ProjectSeen.Open project, BuildStep build, Instant now) {
    return current(seen)
        .<AgentPlan>map(target -> new Run(project, target, advance(seen, target, now), build, null))
        .orElseGet(() -> new Await(build));
  }

  /** The release that the Deployment runs; without one, the one that ran last. */
  private static Optional<Target> current(Seen seen) {
    var running =
        seen.deployment() == null
            ? Optional.<Target>empty()
            : recorded(seen, AgentDeployment.releaseOf(seen.deployment()));
    return running
        .or(
            () ->
                Releases.active(seen.status().releases())
                    .flatMap(release -> recorded(seen, release.id())))
        .or(
            () ->
                seen.status().releases().stream()
                    .filter(release -> release.state() != ReleaseState.FAILED)
                    .flatMap(release -> recorded(seen, release.id()).stream())
                    .findFirst());
  }

  private static Optional<Target> recorded(Seen seen, String release) {
    return seen.revisions().stream()
        .map(AgentRevision::read)
        .filter(target -> target.id().equals(release))
        .findFirst();
  }

  /** The list of releases with the next state of one that is to run, and its image as pulled. */
  private static List<Release> advance(Seen seen, Target target, Instant now) {
    var releases = inNextState(seen, target, now);
    var known =
        GivenImage.pulled(seen, target)
            .map(image -> Releases.withImage(releases, target.id(), image))
            .orElse(releases);
    return FrontendImage.pulled(seen, target.content())
        .map(image -> Releases.withFrontendImage(known, target.id(), image))
        .orElse(known);
  }

  private static List<Release> inNextState(Seen seen, Target target, Instant now) {
    var releases = seen.status().releases();
    var before = Releases.find(releases, target.id()).map(Release::state).orElse(null);
    var rollout = Rollout.of(seen, target);
    boolean complete = rollout == Rollout.COMPLETE;
    return switch (before) {
      case null -> Releases.record(releases, target, now, seen.pushedBy());
      case SUPERSEDED ->
          seen.spec().release() == null
              ? Releases.record(releases, target, now, seen.pushedBy())
              : Releases.withState(releases, target.id(), ReleaseState.ROLLING_OUT);
      case ROLLING_OUT -> {
        if (complete) {
          yield Releases.withState(releases, target.id(), ReleaseState.ACTIVE);
        }
        yield rollout == Rollout.TIMED_OUT && isAtFault(seen, target, now)
            ? Releases.withState(releases, target.id(), ReleaseState.FAILED)
            : releases;
      }
      case FAILED -> {
        if (complete) {
          yield Releases.withState(releases, target.id(), ReleaseState.ACTIVE);
        }
        yield seen.specChanged()
            ? Releases.record(releases, target, now, seen.pushedBy())
            : releases;
      }
      case ACTIVE -> releases;
    };
  }

  private static boolean isAtFault(Seen seen, Target target, Instant now) {
    return AgentDatabases.areReadyFor(seen, target.content())
        && AgentDiagnosis.of(seen, target, now)
            .filter(finding -> NOT_OF_THE_RELEASE.contains(finding.reason()))
            .isEmpty();
  }
}
