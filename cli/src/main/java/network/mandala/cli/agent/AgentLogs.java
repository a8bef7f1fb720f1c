package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.PodLabels;

/** The lines of all containers of an Agent's pods, or of its builds' pods. */
final class AgentLogs {
  private static final Duration LOOK_FOR_NEW_PODS = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final Agent agent;
  private final Component component;
  private final Console console;

  /** Whose pods: the label {@code mandala.network/component}. */
  enum Component {
    AGENT(PodLabels.COMPONENT_AGENT),
    BUILD(PodLabels.COMPONENT_BUILD);

    private final String label;

    Component(String label) {
      this.label = label;
    }
  }

  AgentLogs(KubernetesClient client, Agent agent, Component component, Console console) {
    this.client = client;
    this.agent = agent;
    this.component = component;
    this.console = console;
  }

  /** What there is now. */
  void print(int tail) {
    var pods = pods();
    if (pods.isEmpty()) {
      throw new Failure(
          "agent %s has no %s pods now: see 'mandala agent status'"
              .formatted(agent.getMetadata().getName(), component.label));
    }
    for (Pod pod : pods) {
      for (String container : started(pod)) {
        container(pod, container)
            .tailingLines(tail)
            .getLog()
            .lines()
            .forEach(line -> write(pod, line));
      }
    }
  }

  /**
   * What there is and what comes, from pods that start later too, until the thread is interrupted.
   */
  void follow(int tail) {
    Set<String> followed = new HashSet<>();
    while (!Thread.currentThread().isInterrupted()) {
      for (Pod pod : pods()) {
        for (String container : started(pod)) {
          if (followed.add(pod.getMetadata().getUid() + container)) {
            Thread.ofVirtual()
                .name("log-" + pod.getMetadata().getName())
                .start(() -> copy(pod, container, tail));
          }
        }
      }
      try {
        Thread.sleep(LOOK_FOR_NEW_PODS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void copy(Pod pod, String container, int tail) {
    try (var watch = container(pod, container).tailingLines(tail).watchLog();
        var lines =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        write(pod, line);
      }
    } catch (IOException | KubernetesClientException e) {
      console.progress("the log of " + pod.getMetadata().getName() + " ended: " + e.getMessage());
    }
  }

  private void write(Pod pod, String line) {
    var name = pod.getMetadata().getName();
    console.line(() -> name + "  " + line, Map.of("pod", name, "line", line));
  }

  private ContainerResource container(Pod pod, String container) {
    return client.pods().resource(pod).inContainer(container);
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(agent.getMetadata().getNamespace())
        .withLabel(PodLabels.AGENT, agent.getMetadata().getName())
        .withLabel(PodLabels.COMPONENT, component.label)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** The containers that have a log: those that have run. */
  private static List<String> started(Pod pod) {
    var statuses =
        Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .filter(
                status ->
                    status.getState().getWaiting() == null
                        || status.getLastState().getTerminated() != null)
            .map(status -> status.getName())
            .toList();
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .map(Container::getName)
        .filter(statuses::contains)
        .toList();
  }
}
