package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.operator.kubernetes.Fault;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.kubernetes.StatusWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a plan out. Each write may be the last one of the process: the next one goes on. */
final class AgentActions {

  private static final Logger log = LoggerFactory.getLogger(AgentActions.class);

  /** Annotation: when the controller of an object was last asked to look again (RFC 3339). */
  private static final String TOUCHED = "mandala.network/touched";

  private final Platform platform;
  private final BuildGrants grants;
  private final Announcements announcements;
  private final BuildLogKeeper buildLogs;
  private final StatusWriter<AgentStatus, Agent> statusWriter =
      new StatusWriter<>(Agent::new, status -> status == null ? AgentStatus.empty() : status);

  AgentActions(Platform platform, BuildGrants grants) {
    this.platform = platform;
    this.grants = grants;
    this.buildLogs = new BuildLogKeeper(platform.client());
    this.announcements = new Announcements(platform.events(), platform.metrics());
  }

  /**
   * @return what the cluster refused and a person can change; null when it refused nothing
   */
  Finding carryOut(AgentPlan plan, Seen seen, Context<Agent> context, Instant now) {
    var children =
        new AgentChildren(seen, input -> grants.secret(input, seen.projectUid(), now), now);
    var agent = seen.agent();
    Finding fault = null;
    // Before the status says that the build has ended: a process that dies in between reads again.
    buildLogs.keep(plan, seen);
    try {
      if (plan instanceof AgentPlan.Run run && !run.releases().equals(seen.status().releases())) {
        // A release is in the status before any of its pods are asked for.
        platform.children().apply(agent, context, children.records(plan), Set.of());
        agent = report(agent, AgentStatuses.of(seen, plan, null, now), context, now);
      }
      var rest = children.rest(plan);
      platform.children().apply(agent, context, rest.desired(), rest.kinds());
      scale(plan, seen, context, now);
      hurry(plan, seen, now);
    } catch (RuntimeException e) {
      if (!(Fault.classify(e) instanceof Fault.UserError user)) {
        throw e;
      }
      fault = finding(user);
    }
    report(agent, AgentStatuses.of(seen, plan, fault, now), context, now);
    return fault;
  }

  /** Takes everything in the namespace away at once, whatever else the removal has to wait for. */
  void stop(Agent agent, Context<Agent> context) {
    platform.children().apply(agent, context, List.of(), AgentChildren.ALL);
  }

  private Agent report(Agent agent, AgentStatus status, Context<Agent> context, Instant now) {
    var before = agent.getStatus() == null ? AgentStatus.empty() : agent.getStatus();
    var written = statusWriter.writeAndRememberIfChanged(context, agent, status);
    if (written != agent) {
      announcements.observe(agent, before, status, now);
    }
    return written;
  }

  /** The number of pods is written by itself: see {@link AgentReplicas}. */
  private void scale(AgentPlan plan, Seen seen, Context<Agent> context, Instant now) {
    var live =
        context.getSecondaryResources(Deployment.class).stream()
            .filter(deployment -> deployment.getMetadata().getName().equals(seen.name()))
            .findFirst();
    if (live.isEmpty()) {
      return;
    }
    var replicas =
        switch (plan) {
          case AgentPlan.Run run ->
              AgentSleep.isAsleep(seen, run, now)
                  ? AgentReplicas.toSleep(live.get())
                  : AgentReplicas.toWrite(seen, run.target().content(), live.get());
          case AgentPlan.Sleep sleep -> AgentReplicas.toSleep(live.get());
          case AgentPlan.Leave leave -> OptionalInt.empty();
          case AgentPlan.Await await -> OptionalInt.empty();
        };
    if (replicas.isPresent()) {
      log.info(
          "Scaling from {} to {} pods", live.get().getSpec().getReplicas(), replicas.getAsInt());
      patch(live.get(), "{\"spec\":{\"replicas\":%d}}".formatted(replicas.getAsInt()));
    }
  }

  /** A Deployment or a StatefulSet that is touched tries again at once to make its pods. */
  private void hurry(AgentPlan plan, Seen seen, Instant now) {
    if (plan instanceof AgentPlan.Run) {
      Stream.of(seen.deployment(), seen.frontend().deployment())
          .filter(Objects::nonNull)
          .filter(deployment -> QuotaDiagnosis.hasRoomAgain(seen, deployment))
          .forEach(deployment -> touch(deployment, now));
    }
    AgentDatabases.lackingPods(seen, AgentDatabases.of(seen, plan))
        .forEach(server -> touch(server, now));
  }

  private void touch(HasMetadata object, Instant now) {
    var annotations = object.getMetadata().getAnnotations();
    var touched =
        annotations == null || annotations.get(TOUCHED) == null
            ? object.getMetadata().getCreationTimestamp()
            : annotations.get(TOUCHED);
    if (now.isAfter(Instant.parse(touched).plus(Recheck.AFTER_REFUSAL))) {
      log.info("The quota has room: pods of {} are asked for anew", object.getMetadata().getName());
      patch(object, "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(TOUCHED, now));
    }
  }

  private void patch(HasMetadata object, String merge) {
    platform
        .client()
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Labels.FIELD_MANAGER)
                .build(),
            merge);
  }

  private static Finding finding(Fault.UserError user) {
    return new Finding(
        AgentReasons.parse(user.reason()).orElse(AgentReason.CLUSTER_REFUSED), user.fix());
  }
}
