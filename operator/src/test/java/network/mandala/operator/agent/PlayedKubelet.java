package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import network.mandala.operator.kubernetes.Labels;
import org.awaitility.Awaitility;

/** Says of pods what a kubelet would say: there are no nodes behind the API server of tests. */
final class PlayedKubelet {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final String namespace;

  PlayedKubelet(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Pods of one agent that are not over, the newest last. */
  List<Pod> pods(String agent, String component) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabels(Map.of(Labels.AGENT, agent, Labels.COMPONENT, component))
        .list()
        .getItems()
        .stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** As above, as soon as there is one. */
  private List<Pod> await(String agent, String component) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> pods(agent, component), pods -> !pods.isEmpty());
  }

  /** Every pod of the agent runs and is ready. */
  void serve(String agent) {
    for (var pod : await(agent, Labels.COMPONENT_AGENT)) {
      serve(pod);
    }
  }

  /** Every database of the agent answers. */
  void serveDatabases(String agent) {
    for (var pod : await(agent, Labels.COMPONENT_DATABASE)) {
      serve(pod);
    }
  }

  /** The server of each database has ended again and again. */
  void crashDatabase(String agent, int exitCode, String lastLines) {
    crash(await(agent, Labels.COMPONENT_DATABASE), exitCode, lastLines);
  }

  /** The Job of a database ends. */
  void endDatabaseJob(String agent, int exitCode, String message) {
    for (var pod : await(agent, Labels.COMPONENT_DATABASE_JOB)) {
      if (!List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase())) {
        write(
            pod,
            exitCode == 0 ? "Succeeded" : "Failed",
            "False",
            List.of(),
            List.of(container("copy", terminated(exitCode, message)).build()));
      }
    }
  }

  /** As above, for a pod of which it has not been said yet. */
  void serveOnce(Pod pod) {
    var containers = pod.getStatus().getContainerStatuses();
    if (containers.isEmpty() || !Boolean.TRUE.equals(containers.getFirst().getReady())) {
      serve(pod);
    }
  }

  void serve(Pod pod) {
    var name = pod.getSpec().getContainers().getFirst().getName();
    write(
        pod,
        "Running",
        "True",
        List.of(),
        List.of(
            container(name, running())
                .withImageID("registry.example/app@sha256:" + "5".repeat(64))
                .withReady(true)
                .build()));
  }

  /** The container of each pod waits for a reason. */
  void wait(String agent, String reason, String message) {
    for (var pod : await(agent, Labels.COMPONENT_AGENT)) {
      var state =
          new ContainerStateBuilder()
              .withNewWaiting()
              .withReason(reason)
              .withMessage(message)
              .endWaiting()
              .build();
      write(pod, "Pending", "False", List.of(), List.of(container("agent", state).build()));
    }
  }

  /** The container of each pod has ended again and again. */
  void crash(String agent, int exitCode, String lastLines) {
    crash(await(agent, Labels.COMPONENT_AGENT), exitCode, lastLines);
  }

  /** As above, for the pods of one image. */
  void crash(String agent, String image, int exitCode, String lastLines) {
    crash(
        await(agent, Labels.COMPONENT_AGENT).stream()
            .filter(pod -> image.equals(pod.getSpec().getContainers().getFirst().getImage()))
            .toList(),
        exitCode,
        lastLines);
  }

  /** As above, for the pods of its frontend. */
  void crashFrontend(String agent, String image, int exitCode, String lastLines) {
    crash(
        Awaitility.await()
            .atMost(SOON)
            .until(
                () ->
                    pods(agent, Labels.COMPONENT_FRONTEND).stream()
                        .filter(
                            pod ->
                                image.equals(pod.getSpec().getContainers().getFirst().getImage()))
                        .toList(),
                pods -> !pods.isEmpty()),
        exitCode,
        lastLines);
  }

  private void crash(List<Pod> pods, int exitCode, String lastLines) {
    for (var pod : pods) {
      var waiting =
          new ContainerStateBuilder()
              .withNewWaiting()
              .withReason("CrashLoopBackOff")
              .endWaiting()
              .build();
      write(
          pod,
          "Running",
          "False",
          List.of(),
          List.of(
              container(pod.getSpec().getContainers().getFirst().getName(), waiting)
                  .withRestartCount(3)
                  .withLastState(terminated(exitCode, lastLines))
                  .build()));
    }
  }

  /** A build ends well. */
  void build(String agent, String image) {
    endBuild(
        agent,
        "Succeeded",
        List.of(
            container("fetch", terminated(0, "")).build(),
            container("dependencies", terminated(0, "")).build()),
        List.of(
            container("assemble", terminated(0, "{\"image\":\"%s\"}".formatted(image))).build()));
  }

  /** As above, with the image of a static site. */
  void build(String agent, String image, String site) {
    endBuild(
        agent,
        "Succeeded",
        List.of(
            container("fetch", terminated(0, "")).build(),
            container("site", terminated(0, "{\"image\":\"%s\"}".formatted(site))).build(),
            container("dependencies", terminated(0, "")).build()),
        List.of(
            container("assemble", terminated(0, "{\"image\":\"%s\"}".formatted(image))).build()));
  }

  /** As above, for the builds that there are now. */
  void buildOnce(String agent, String image) {
    if (!unfinished(agent).isEmpty()) {
      build(agent, image);
    }
  }

  /** A step of a build ends with an error. */
  void failBuild(String agent, String step, int exitCode, String message) {
    var inits = new ArrayList<ContainerStatus>();
    var mains = new ArrayList<ContainerStatus>();
    ("assemble".equals(step) ? mains : inits)
        .add(container(step, terminated(exitCode, message)).build());
    endBuild(agent, "Failed", inits, mains);
  }

  private void endBuild(
      String agent, String phase, List<ContainerStatus> inits, List<ContainerStatus> mains) {
    var pods =
        Awaitility.await()
            .atMost(SOON)
            .until(() -> unfinished(agent), unfinished -> !unfinished.isEmpty());
    write(pods.getLast(), phase, "False", inits, mains);
  }

  /** Pods that were told to end have ended. */
  void endTerminating() {
    client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.isMarkedForDeletion() && !"Failed".equals(pod.getStatus().getPhase()))
        .forEach(pod -> write(pod, "Failed", "False", List.of(), List.of()));
  }

  private List<Pod> unfinished(String agent) {
    return pods(agent, Labels.COMPONENT_BUILD).stream()
        .filter(pod -> !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
        .toList();
  }

  private void write(
      Pod pod,
      String phase,
      String ready,
      List<ContainerStatus> initContainers,
      List<ContainerStatus> containers) {
    var status =
        new PodStatusBuilder()
            .withPhase(phase)
            .withStartTime(Instant.now().toString())
            .withConditions(
                new PodConditionBuilder()
                    .withType("Ready")
                    .withStatus(ready)
                    .withLastTransitionTime(Instant.now().toString())
                    .build())
            .withInitContainerStatuses(initContainers)
            .withContainerStatuses(containers)
            .build();
    Awaitility.await().atMost(SOON).until(() -> isWritten(pod, status));
  }

  /** The controllers may change the pod, or delete it, while this is written. */
  private boolean isWritten(Pod pod, PodStatus status) {
    var live = client.resource(pod).get();
    if (live == null) {
      return true;
    }
    live.setStatus(status);
    try {
      client.resource(live).updateStatus();
      return true;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> true;
        case HttpURLConnection.HTTP_CONFLICT -> false;
        default -> throw e;
      };
    }
  }

  private static ContainerStatusBuilder container(String name, ContainerState state) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage("")
        .withImageID("")
        .withReady(false)
        .withRestartCount(0)
        .withState(state);
  }

  private static ContainerState running() {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(Instant.now().toString())
        .endRunning()
        .build();
  }

  private static ContainerState terminated(int exitCode, String message) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(exitCode == 0 ? "Completed" : "Error")
        .withMessage(message)
        .withFinishedAt(Instant.now().toString())
        .endTerminated()
        .build();
  }
}
