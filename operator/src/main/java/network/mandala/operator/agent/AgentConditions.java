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
import network.mandala.crds.agent.ReleaseState;
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
              conditions.pending(AgentCondition.ROLLED_OUT),
              conditions.pending(AgentCondition.ROUTED),
              conditions.domainsVerified(),
              conditions.certified(),
              conditions.awaitedFrontend());
      case AgentPlan.Run run ->
          conditions.summed(
              fault,
              run,
              conditions.built(run.build()),
              conditions.databases(plan),
              conditions.rolledOut(run),
              conditions.routed(),
              conditions.domainsVerified(),
              conditions.certified(),
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
            Stream.ofNullable(domainsVerified()))
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
    return seen.spec().frontend() == null ? null : pending(AgentCondition.FRONTEND_READY);
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
    boolean serving = run != null && isServing(run);
    var fewer =
        steps.stream()
            .filter(step -> isRolledOut(step) || isOfDomains(step))
            .filter(step -> !AgentCondition.CERTIFIED.word().equals(step.getType()))
            .filter(step -> !Conditions.TRUE.equals(step.getStatus()))
            .map(step -> " " + step.getMessage())
            .collect(Collectors.joining());
    return steps.stream()
        .filter(step -> !Conditions.TRUE.equals(step.getStatus()))
        .filter(step -> !isOfDomains(step) && !(serving && isRolledOut(step)))
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

  private static boolean isOfDomains(Condition step) {
    return AgentCondition.DOMAINS_VERIFIED.word().equals(step.getType())
        || AgentCondition.CERTIFIED.word().equals(step.getType());
  }

  private boolean isServing(AgentPlan.Run run) {
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
      case BuildStep.Refused refused -> unmet(AgentCondition.BUILT, refused.why());
    };
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

  private Condition routed() {
    if (seen.ingress() == null) {
      return pending(AgentCondition.ROUTED);
    }
    var refused = AgentHosts.refused(seen);
    if (refused.isEmpty()) {
      return met(
          AgentCondition.ROUTED,
          AgentReason.ROUTED,
          "Routed: " + String.join(", ", AgentHosts.routed(seen)) + ".");
    }
    return unmet(
        AgentCondition.ROUTED,
        new Finding(
            AgentReason.HOST_TAKEN,
            "spec.domains: %s. Remove it there, or from the other agent; the agent answers at %s"
                .formatted(
                    String.join("; ", refused.stream().map(AgentConditions::explain).toList()),
                    AgentHosts.url(seen))));
  }

  private static String explain(DomainVerdict refused) {
    return refused.standing() == DomainVerdict.Standing.OF_NODE
        ? refused.host() + " belongs to this node, which names hosts itself"
        : "another agent answers at " + refused.host();
  }

  /** Null for an agent without domains. */
  private Condition domainsVerified() {
    if (seen.domains().isEmpty()) {
      return null;
    }
    var unproved = AgentHosts.unproved(seen);
    if (!unproved.isEmpty()) {
      return unmet(
          AgentCondition.DOMAINS_VERIFIED,
          new Finding(AgentReason.DOMAIN_UNVERIFIED, "spec.domains: " + messages(unproved)));
    }
    var missing =
        seen.domains().stream().filter(verdict -> verdict.status().missingSince() != null).toList();
    return missing.isEmpty()
        ? met(
            AgentCondition.DOMAINS_VERIFIED,
            AgentReason.DOMAINS_VERIFIED,
            "Each domain may be used by this project.")
        : met(
            AgentCondition.DOMAINS_VERIFIED,
            AgentReason.DOMAIN_PROOF_MISSING,
            "spec.domains: " + messages(missing));
  }

  /** Null where there is nothing to certify; http is answered whatever it says. */
  private Condition certified() {
    var routed =
        seen.domains().stream()
            .filter(verdict -> verdict.standing() == DomainVerdict.Standing.ROUTED)
            .toList();
    if (!seen.node().acme() || routed.isEmpty()) {
      return null;
    }
    var lacking =
        routed.stream().filter(verdict -> AgentCertificates.isLacking(verdict.status())).toList();
    if (lacking.isEmpty()) {
      return met(
          AgentCondition.CERTIFIED,
          AgentReason.CERTIFIED,
          "Each domain answers over https with a certificate of its own.");
    }
    var troubled = lacking.stream().filter(DomainVerdict::troubled).findFirst();
    var reason =
        troubled
            .map(
                verdict ->
                    verdict.authorityAway()
                        ? AgentReason.AUTHORITY_UNAVAILABLE
                        : AgentReason.CERTIFICATE_REFUSED)
            .orElse(AgentReason.CERTIFICATE_PENDING);
    return unmet(
        AgentCondition.CERTIFIED,
        new Finding(
            reason,
            lacking.stream()
                    .map(
                        verdict -> verdict.host() + ": " + verdict.status().certificate().message())
                    .collect(Collectors.joining(" "))
                + " Http is answered meanwhile."));
  }

  private static String messages(List<DomainVerdict> verdicts) {
    return verdicts.stream()
        .map(verdict -> verdict.host() + ": " + verdict.status().message())
        .collect(Collectors.joining(" "));
  }

  private Condition pending(AgentCondition type) {
    return unmet(type, new Finding(AgentReason.PENDING, "An earlier step is not done."));
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
