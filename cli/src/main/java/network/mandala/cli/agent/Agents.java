package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.PodLabels;

/** The Agents of a cluster, as the command line reads them. */
final class Agents {
  private final KubernetesClient client;

  Agents(KubernetesClient client) {
    this.client = client;
  }

  static String namespace(String project) {
    return "mandala-project-" + project;
  }

  static String project(Agent agent) {
    return agent.getMetadata().getNamespace().replaceFirst("^mandala-project-", "");
  }

  Agent get(String project, String name) {
    Agent agent = resource(project, name).get();
    if (agent == null) {
      throw new Failure(
          "there is no agent "
              + name
              + " in project "
              + project
              + ": see 'mandala agent list --project "
              + project
              + "'");
    }
    return agent;
  }

  /** Those of one project, or of all when {@code project} is null. */
  List<Agent> list(String project) {
    var agents = client.resources(Agent.class);
    return (project == null ? agents.inAnyNamespace() : agents.inNamespace(namespace(project)))
        .list()
        .getItems();
  }

  /** Deletes it and waits until it is gone with its pods. */
  void delete(String project, String name, Duration timeout) {
    get(project, name);
    var end = Instant.now().plus(timeout);
    resource(project, name).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    try {
      resource(project, name)
          .waitUntilCondition(Objects::isNull, timeout.toMillis(), TimeUnit.MILLISECONDS);
      for (Pod pod : pods(project, name)) {
        client
            .pods()
            .resource(pod)
            .waitUntilCondition(Objects::isNull, untilMillis(end), TimeUnit.MILLISECONDS);
      }
    } catch (KubernetesClientTimeoutException e) {
      throw new Failure(
          "agent %s is still being deleted after %d s: see what holds it: kubectl describe agent,pods -n %s"
              .formatted(name, timeout.toSeconds(), namespace(project)),
          e);
    }
  }

  private List<Pod> pods(String project, String name) {
    return client
        .pods()
        .inNamespace(namespace(project))
        .withLabel(PodLabels.AGENT, name)
        .list()
        .getItems();
  }

  private static long untilMillis(Instant end) {
    return Math.max(1, Duration.between(Instant.now(), end).toMillis());
  }

  Resource<Agent> resource(String project, String name) {
    return client.resources(Agent.class).inNamespace(namespace(project)).withName(name);
  }
}
