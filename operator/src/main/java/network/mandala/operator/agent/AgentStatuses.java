package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.BuildStatus;
import network.mandala.crds.agent.DatabaseStatus;
import network.mandala.crds.agent.Release;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;

/** The status of an agent: a pure function of what is seen and what is planned. */
final class AgentStatuses {

  private AgentStatuses() {}

  /**
   * @param fault what the cluster refused just now; null when it refused nothing
   */
  static AgentStatus of(Seen seen, AgentPlan plan, Finding fault, Instant now) {
    var conditions =
        Conditions.merge(
            seen.status().conditions(),
            AgentConditions.of(seen, plan, fault, now),
            seen.agent().getMetadata().getGeneration(),
            now);
    var before = seen.status();
    var pods = seen.deployment() == null ? null : seen.deployment().getStatus();
    var target = target(plan);
    return new AgentStatus(
        seen.agent().getMetadata().getGeneration(),
        plan instanceof AgentPlan.Leave ? before.url() : AgentHosts.url(seen),
        plan instanceof AgentPlan.Leave ? before.frontendUrl() : frontendUrl(seen, target),
        target == null ? before.image() : image(seen, target),
        target == null ? before.source() : emptyToNull(target.source()),
        build(seen, plan, now),
        target == null ? before.release() : serving(plan, target),
        releases(seen, plan),
        pods == null ? 0 : Rollout.orZero(pods.getReplicas()),
        pods == null ? 0 : Rollout.orZero(pods.getReadyReplicas()),
        selector(seen),
        Estimates.of(seen),
        databases(seen, plan),
        plan instanceof AgentPlan.Leave
            ? before.domains()
            : seen.domains().stream().map(DomainVerdict::status).toList(),
        conditions);
  }

  /** Null when there is no frontend. */
  private static String frontendUrl(Seen seen, Target target) {
    boolean has = target == null ? seen.spec().frontend() != null : target.content().hasFrontend();
    return has ? FrontendHosts.url(seen) : null;
  }

  /** The one that runs or is to run; null when there is none, or nobody has looked. */
  private static Target target(AgentPlan plan) {
    return switch (plan) {
      case AgentPlan.Run run -> run.target();
      case AgentPlan.Sleep sleep -> sleep.target();
      case AgentPlan.Await await -> null;
      case AgentPlan.Leave leave -> null;
    };
  }

  private static BuildStatus build(Seen seen, AgentPlan plan, Instant now) {
    return switch (plan) {
      case AgentPlan.Run run -> BuildStatuses.of(seen, run.build(), now);
      case AgentPlan.Await await -> BuildStatuses.of(seen, await.build(), now);
      case AgentPlan.Sleep sleep -> BuildStatuses.of(seen, new BuildStep.None(), now);
      case AgentPlan.Leave leave -> seen.status().build();
    };
  }

  private static List<Release> releases(Seen seen, AgentPlan plan) {
    return plan instanceof AgentPlan.Run run ? run.releases() : seen.status().releases();
  }

  private static List<DatabaseStatus> databases(Seen seen, AgentPlan plan) {
    return plan instanceof AgentPlan.Leave
        ? seen.status().databases()
        : AgentDatabases.statuses(seen, AgentDatabases.of(seen, plan));
  }

  /** The release that answers; before any does, the first one. */
  private static String serving(AgentPlan plan, Target target) {
    return plan instanceof AgentPlan.Run run
        ? Releases.active(run.releases()).map(Release::id).orElse(target.id())
        : target.id();
  }

  /** With the digest that a node has pulled, where the release names a tag only. */
  private static String image(Seen seen, Target target) {
    var given = target.content().image();
    if (given.contains("@")) {
      return given;
    }
    return seen.podsOf(Labels.COMPONENT_AGENT).stream()
        .filter(
            pod ->
                target.podsId().equals(pod.getMetadata().getLabels().get(AgentDeployment.RELEASE)))
        .filter(pod -> pod.getStatus() != null)
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getImageID)
        .filter(id -> id != null && id.contains("@sha256:"))
        .map(id -> id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3))
        .findFirst()
        .orElseGet(() -> known(seen, target, given));
  }

  /** What was found out when pods of the release ran. */
  private static String known(Seen seen, Target target, String given) {
    var before = seen.status();
    return target.id().equals(before.release()) && before.image() != null ? before.image() : given;
  }

  private static String selector(Seen seen) {
    return AgentDeployment.selector(seen).entrySet().stream()
        .map((Map.Entry<String, String> label) -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
