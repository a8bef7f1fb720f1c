package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.crds.agent.Agent;
import network.mandala.operator.project.ProjectNames;

/** Reads everything about one agent, out of the caches only. */
final class AgentObserver {

  private static final Comparator<Agent> AGE =
      Comparator.<Agent, String>comparing(agent -> agent.getMetadata().getCreationTimestamp())
          .thenComparing(agent -> agent.getMetadata().getUid());

  private final Node node;
  private final AgentEventSources sources;

  AgentObserver(Node node, AgentEventSources sources) {
    this.node = node;
    this.sources = sources;
  }

  Seen observe(Agent agent, Context<Agent> context) {
    var namespace = agent.getMetadata().getNamespace();
    var project = ProjectNames.projectOf(namespace).flatMap(sources::project).orElse(null);
    var deployment = named(agent, Deployment.class, context);
    var jobs = all(Job.class, context);
    var pods = all(Pod.class, context);
    return new Seen(
        agent,
        node,
        ProjectSeen.of(namespace, project),
        deployment,
        named(agent, Ingress.class, context),
        all(ControllerRevision.class, context),
        all(Secret.class, context),
        jobs,
        pods,
        takenDomains(agent),
        sources.quotasIn(namespace),
        lacksPods(deployment, jobs) ? sources.podsIn(namespace) : List.of());
  }

  private static boolean lacksPods(Deployment deployment, List<Job> jobs) {
    return !jobs.isEmpty()
        || (deployment != null && Rollout.condition(deployment, "ReplicaFailure").isPresent());
  }

  /**
   * Who answers at a domain keeps it; where nobody does yet, or two do, the older agent gets it.
   */
  private Set<String> takenDomains(Agent agent) {
    return agent.getSpec().domains().stream()
        .filter(
            domain ->
                sources.agentsWith(domain).stream()
                    .filter(other -> !isSame(other, agent) && !other.isMarkedForDeletion())
                    .anyMatch(other -> isBefore(other, agent, domain)))
        .collect(Collectors.toSet());
  }

  private boolean isBefore(Agent other, Agent agent, String domain) {
    boolean otherAnswers = answersAt(other, domain);
    return otherAnswers == answersAt(agent, domain) ? AGE.compare(other, agent) < 0 : otherAnswers;
  }

  private boolean answersAt(Agent agent, String domain) {
    return sources
        .ingressOf(agent)
        .filter(
            ingress ->
                ingress.getSpec().getRules().stream()
                    .anyMatch(rule -> domain.equals(rule.getHost())))
        .isPresent();
  }

  private static boolean isSame(Agent a, Agent b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }

  private static <R extends HasMetadata> R named(
      Agent agent, Class<R> kind, Context<Agent> context) {
    return context.getSecondaryResources(kind).stream()
        .filter(child -> child.getMetadata().getName().equals(agent.getMetadata().getName()))
        .findFirst()
        .orElse(null);
  }

  /** In a fixed order: caches have none. */
  private static <R extends HasMetadata> List<R> all(Class<R> kind, Context<Agent> context) {
    return context.getSecondaryResources(kind).stream()
        .sorted(Comparator.comparing((R child) -> child.getMetadata().getName()))
        .toList();
  }
}
