package network.mandala.operator.agent;

import static network.mandala.operator.agent.AgentReasons.met;
import static network.mandala.operator.agent.AgentReasons.unmet;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.condition.Actor;
import network.mandala.operator.database.DatabaseFinding;
import network.mandala.operator.kubernetes.Conditions;

/** The conditions of an agent: what is well, what is not, and what to do about it. */
final class AgentConditions {

  private final Seen seen;
  private final Instant now;

  private AgentConditions(Seen seen, Instant now) {
    this.seen = seen;
    this.now = now;
  }

  /**
   * Ready first, then the steps in their order.
   *
   * @param fault what the cluster refused just now; null when it refused nothing
   */
  static List<Condition> of(Seen seen, AgentPlan plan, Finding fault, Instant now) {
    var conditions = new AgentConditions(seen, now);
    return switch (plan) {
      case AgentPlan.Leave leave -> conditions.left(leave.why());
      case AgentPlan.Await await ->
          conditions.summed(
              fault,
              null,
              conditions.built(await.build()),
              conditions.databases(plan),
              AgentReasons.pending(AgentCondition.ROLLED_OUT),
              AgentReasons.pending(AgentCondition.ROUTED),
              DomainConditions.verified(seen),
              DomainConditions.certified(seen, now),
              conditions.awaitedFrontend());
      case AgentPlan.Run run ->
          conditions.summed(
              fault,
              run,
              conditions.built(run.build()),
              conditions.databases(plan),
              RolloutCondition.of(seen, run, now),
              DomainConditions.routed(seen),
              DomainConditions.verified(seen),
              DomainConditions.certified(seen, now),
              FrontendRollout.condition(seen, run.target().content(), now));
      case AgentPlan.Sleep sleep -> conditions.asleep(sleep);
    };
  }

  /** What was said of the steps stays: nobody has looked at them. */
  private List<Condition> left(Finding why) {
    var before =
        seen.status().conditions().stream()
            .filter(condition -> !AgentCondition.READY.word().equals(condition.getType()));
    return Stream.concat(Stream.of(unmet(AgentCondition.READY, why)), before).toList();
  }

  private List<Condition> asleep(AgentPlan.Sleep sleep) {
    return Stream.concat(
            Stream.of(
                    AgentCondition.READY,
                    AgentCondition.DATABASES_READY,
                    AgentCondition.ROLLED_OUT,
                    AgentCondition.ROUTED,
                    AgentCondition.FRONTEND_READY)
                .filter(
                    type -> type != AgentCondition.FRONTEND_READY || seen.spec().frontend() != null)
                .filter(
                    type ->
                        type != AgentCondition.DATABASES_READY
                            || !AgentDatabases.of(seen, sleep).isEmpty())
                .map(type -> unmet(type, sleep.why())),
            Stream.ofNullable(DomainConditions.verified(seen)))
        .toList();
  }

  /**
   * @param all those that do not concern this agent are null
   */
  private List<Condition> summed(Finding fault, AgentPlan.Run run, Condition... all) {
    var steps = Stream.of(all).filter(Objects::nonNull).toList();
    return Stream.concat(Stream.of(ready(fault, run, steps)), steps.stream()).toList();
  }

  /** Null when the agent has no databases. The worst of them is told. */
  private Condition databases(AgentPlan plan) {
    var findings = AgentDatabases.findings(seen, AgentDatabases.of(seen, plan));
    if (findings.isEmpty()) {
      return null;
    }
    return findings.stream()
        .filter(finding -> !finding.isReady())
        .min(Comparator.comparing(finding -> finding.reason().actor() == Actor.NOBODY))
        .map(
            finding ->
                unmet(
                    AgentCondition.DATABASES_READY,
                    new Finding(finding.reason(), finding.message())))
        .orElseGet(
            () ->
                met(
                    AgentCondition.DATABASES_READY,
                    AgentReason.DATABASES_ANSWER,
                    findings.stream()
                        .map(DatabaseFinding::message)
                        .collect(Collectors.joining(" "))));
  }

  /** Null when the agent has no frontend. */
  private Condition awaitedFrontend() {
    return seen.spec().frontend() == null
        ? null
        : AgentReasons.pending(AgentCondition.FRONTEND_READY);
  }

  /**
   * The first step that somebody has to act on; else the first that is not done. An agent that
   * answers with the wanted release is ready although some of its pods are not, or one of its
   * domains is not proved yet.
   *
   * @param run null when nothing runs
   */
  private Condition ready(Finding fault, AgentPlan.Run run, List<Condition> steps) {
    var stillServing = run == null ? "" : stillServing(run);
    if (fault != null) {
      return unmet(
          AgentCondition.READY, new Finding(fault.reason(), fault.message() + stillServing));
    }
    boolean serving = run != null && RolloutCondition.isServing(seen, run);
    var fewer =
        steps.stream()
            .filter(step -> isRolledOut(step) || DomainConditions.isOne(step))
            .filter(step -> !AgentCondition.CERTIFIED.word().equals(step.getType()))
            .filter(step -> !Conditions.TRUE.equals(step.getStatus()))
            .map(step -> " " + step.getMessage())
            .collect(Collectors.joining());
    return steps.stream()
        .filter(step -> !Conditions.TRUE.equals(step.getStatus()))
        .filter(step -> !DomainConditions.isOne(step) && !(serving && isRolledOut(step)))
        .min(Comparator.comparing(step -> !Conditions.FALSE.equals(step.getStatus())))
        .map(
            step ->
                Conditions.of(
                    AgentCondition.READY.word(),
                    step.getStatus(),
                    step.getReason(),
                    step.getMessage() + stillServing))
        .orElseGet(
            () ->
                steps.stream()
                    .filter(step -> AgentReason.SLEEPING.word().equals(step.getReason()))
                    .findFirst()
                    .map(step -> met(AgentCondition.READY, AgentReason.SLEEPING, step.getMessage()))
                    .orElseGet(
                        () ->
                            met(
                                AgentCondition.READY,
                                AgentReason.RUNNING,
                                "Answers at "
                                    + AgentHosts.url(seen)
                                    + frontend(run)
                                    + fewer
                                    + sleepless())));
  }

  private String sleepless() {
    return AgentSleep.isWanted(seen) && !AgentSleep.isOffered(seen)
        ? " It does not sleep: this node has no activator, which would wake it."
        : "";
  }

  private String frontend(AgentPlan.Run run) {
    return run != null && run.target().content().hasFrontend()
        ? ", its frontend at " + FrontendHosts.url(seen)
        : "";
  }

  private static boolean isRolledOut(Condition step) {
    return AgentCondition.ROLLED_OUT.word().equals(step.getType());
  }

  private Condition built(BuildStep step) {
    return switch (step) {
      case BuildStep.None none ->
          met(AgentCondition.BUILT, AgentReason.IMAGE_GIVEN, "Nothing has to be built.");
      case BuildStep.Done done ->
          met(
              AgentCondition.BUILT,
              AgentReason.BUILT,
              "Built from %s.".formatted(done.target().source()));
      case BuildStep.Unprepared unprepared -> unmet(AgentCondition.BUILT, unprepared.why());
      case BuildStep.Underway underway -> unmet(AgentCondition.BUILT, underway.progress());
      case BuildStep.Again again ->
          unmet(
              AgentCondition.BUILT,
              new Finding(AgentReason.BUILDING, "Building: the build is started again."));
      case BuildStep.Stopped stopped -> unmet(AgentCondition.BUILT, stopped.why());
      case BuildStep.Unresolved unresolved -> unmet(AgentCondition.BUILT, unresolved.why());
      case BuildStep.Refused refused -> unmet(AgentCondition.BUILT, refused.why());
    };
  }

  /** What serves while the release that is asked for does not. */
  private String stillServing(AgentPlan.Run run) {
    if (!Rollout.isAvailable(seen.deployment())) {
      return "";
    }
    return Optional.of(run.releases())
        .flatMap(Releases::active)
        .map(release -> release.id())
        .filter(
            id ->
                !id.equals(run.target().id())
                    || run.held() != null
                    || !(run.build() instanceof BuildStep.None
                        || run.build() instanceof BuildStep.Done))
        .map(id -> " Release " + id + " serves meanwhile.")
        .orElse("");
  }
}
