package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.mandala.crds.spore.SporeReason;

/** What keeps a set of pods from being ready: a pure function of their status. */
final class SporeDiagnosis {

  private static final int LAST_LINES = 10;

  /** By SIGKILL, by SIGTERM: what the kubelet does to a program that does not answer. */
  private static final Set<Integer> KILLED = Set.of(137, 143);

  /** So often a program that is to take over may end before it is given up. */
  private static final int HOPELESS = 3;

  private SporeDiagnosis() {}

  /** Empty: nothing is wrong, or not yet. */
  static Optional<Finding> of(Seen seen, Lane lane) {
    return pods(seen, lane).stream()
        .flatMap(pod -> of(pod, lane.release()).stream())
        .min(Comparator.comparingInt(SporeDiagnosis::vagueness))
        .or(() -> refused(lane));
  }

  /** Whether nothing is to be hoped from waiting. */
  static boolean isHopeless(Seen seen, Lane lane) {
    return pods(seen, lane).stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .anyMatch(
            status ->
                status.getRestartCount() != null
                    && status.getRestartCount() >= HOPELESS
                    && !Boolean.TRUE.equals(status.getReady()));
  }

  private static List<Pod> pods(Seen seen, Lane lane) {
    return seen.podsOf(lane.colour()).stream()
        .filter(pod -> !pod.isMarkedForDeletion() && pod.getStatus() != null)
        .filter(pod -> Readiness.isOf(pod, lane.release()))
        .toList();
  }

  private static int vagueness(Finding finding) {
    return switch (finding.reason()) {
      case CRASH_LOOPING, OUT_OF_MEMORY -> 0;
      case UNHEALTHY -> 2;
      default -> 1;
    };
  }

  private static Optional<Finding> of(Pod pod, Release release) {
    return unscheduled(pod)
        .or(
            () ->
                pod.getStatus().getContainerStatuses().stream()
                    .filter(status -> SporeDeployment.CONTAINER.equals(status.getName()))
                    .findFirst()
                    .flatMap(status -> container(status, release)));
  }

  private static Optional<Finding> unscheduled(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(
            condition ->
                "PodScheduled".equals(condition.getType())
                    && "False".equals(condition.getStatus())
                    && "Unschedulable".equals(condition.getReason()))
        .findFirst()
        .map(
            condition ->
                new Finding(
                    SporeReason.UNSCHEDULABLE,
                    "No node takes the pod: %s Lower spec.budget and the nutrients of the manifest, or ask the provider for more nodes."
                        .formatted(sentence(condition.getMessage()))));
  }

  private static Optional<Finding> container(ContainerStatus status, Release release) {
    var state = status.getState();
    if (state == null || Boolean.TRUE.equals(status.getReady())) {
      return Optional.empty();
    }
    if (state.getTerminated() != null) {
      return Optional.of(ended(status, state.getTerminated(), release));
    }
    if (state.getWaiting() != null) {
      return waiting(status, state.getWaiting(), release);
    }
    var last = status.getLastState();
    // It was started again a moment ago: what it died of is still the best that can be said.
    return last != null && last.getTerminated() != null
        ? Optional.of(ended(status, last.getTerminated(), release))
        : Optional.empty();
  }

  private static Optional<Finding> waiting(
      ContainerStatus status, ContainerStateWaiting waiting, Release release) {
    var message = sentence(waiting.getMessage());
    return switch (waiting.getReason() == null ? "" : waiting.getReason()) {
      case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError" ->
          Optional.of(
              new Finding(
                  SporeReason.IMAGE_CANNOT_BE_PULLED,
                  "A node does not get image %s: %s It is tried again."
                      .formatted(release.bundle().image(), message)));
      case "CreateContainerConfigError" ->
          Optional.of(
              new Finding(
                  SporeReason.CONFIGURATION_MISSING,
                  "The environment cannot be made: %s Create it in the namespace, or remove the entry from spec.envFrom."
                      .formatted(message)));
      case "CreateContainerError", "RunContainerError" ->
          Optional.of(
              new Finding(SporeReason.CRASH_LOOPING, "The program cannot be started: " + message));
      case "CrashLoopBackOff" ->
          Optional.of(
              status.getLastState() != null && status.getLastState().getTerminated() != null
                  ? ended(status, status.getLastState().getTerminated(), release)
                  : new Finding(
                      SporeReason.CRASH_LOOPING, "The program ends again and again. " + message));
      default -> Optional.empty();
    };
  }

  private static Finding ended(
      ContainerStatus status, ContainerStateTerminated end, Release release) {
    if ("OOMKilled".equals(end.getReason())) {
      return new Finding(
          SporeReason.OUT_OF_MEMORY,
          "The program was killed because it used more than %d MiB of memory. Raise spec.budget.memoryMb and memory_mb of the manifest, or let it use less."
              .formatted(release.memoryMb()));
    }
    int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
    if (!Boolean.TRUE.equals(status.getStarted()) && KILLED.contains(end.getExitCode())) {
      return unhealthy(release, restarts);
    }
    return new Finding(
        SporeReason.CRASH_LOOPING,
        "The program ended with exit code %d. It was restarted %d times.%s"
            .formatted(end.getExitCode(), restarts, lastLines(end.getMessage())));
  }

  /** It runs, and does not answer. */
  static Finding unhealthy(Release release, int restarts) {
    return new Finding(
        SporeReason.UNHEALTHY,
        "GET /health on port %d (the program is told it as PORT) did not answer with 200 within %d s of the start; it was started again %d times. Let it listen there, or give it more time with spec.startup."
            .formatted(release.port(), release.startupSeconds(), restarts));
  }

  /** Pods that the cluster does not even make. */
  private static Optional<Finding> refused(Lane lane) {
    var status = lane.deployment().getStatus();
    if (status == null) {
      return Optional.empty();
    }
    return status.getConditions().stream()
        .filter(condition -> "ReplicaFailure".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst()
        .map(SporeDiagnosis::refused);
  }

  private static Finding refused(DeploymentCondition condition) {
    var message = condition.getMessage() == null ? "" : condition.getMessage();
    int quota = message.indexOf("exceeded quota");
    return quota >= 0
        ? new Finding(
            SporeReason.QUOTA_EXCEEDED,
            "The project may not have so many pods: %s Lower spec.plan or spec.budget, delete something, or ask for a higher quota."
                .formatted(sentence(message.substring(quota))))
        : new Finding(
            SporeReason.CLUSTER_REFUSED, "The cluster makes no pod: " + sentence(message));
  }

  private static String lastLines(String log) {
    if (log == null || log.isBlank()) {
      return " It wrote nothing.";
    }
    var lines = log.strip().lines().toList();
    return " Its last lines were:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private static String sentence(String text) {
    var stripped = text == null ? "" : text.strip();
    return stripped.isEmpty() || stripped.endsWith(".") ? stripped : stripped + ".";
  }
}
