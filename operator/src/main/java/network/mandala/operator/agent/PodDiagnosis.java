package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.mandala.crds.agent.AgentReason;

/** What is wrong with the pods of a release: a pure function of their status. */
final class PodDiagnosis {

  /** How long a program may take to answer before anybody is told. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Set<String> PROGRAMS =
      Set.of(AgentContainer.NAME, FrontendDeployment.CONTAINER);
  private static final int LAST_LINES = 10;
  private static final int OUT_OF_MEMORY = 137;

  private final ReleaseContent content;
  private final Duration rolloutTimeout;
  private final Instant now;

  private PodDiagnosis(ReleaseContent content, Duration rolloutTimeout, Instant now) {
    this.content = content;
    this.rolloutTimeout = rolloutTimeout;
    this.now = now;
  }

  /** What the pod with the clearest trouble says; empty when none has any, or none yet. */
  static Optional<Finding> of(
      List<Pod> pods, ReleaseContent content, Duration rolloutTimeout, Instant now) {
    var diagnosis = new PodDiagnosis(content, rolloutTimeout, now);
    return pods.stream()
        .filter(pod -> !pod.isMarkedForDeletion() && pod.getStatus() != null)
        .flatMap(pod -> diagnosis.of(pod).stream())
        .min(Comparator.comparingInt(PodDiagnosis::vagueness));
  }

  /** A program that crashes says more than one that is merely not ready. */
  private static int vagueness(Finding finding) {
    return switch (finding.reason()) {
      case CRASH_LOOPING, OUT_OF_MEMORY, IMAGE_CANNOT_BE_PULLED -> 0;
      case UNHEALTHY -> 2;
      default -> 1;
    };
  }

  private Optional<Finding> of(Pod pod) {
    return unscheduled(pod).or(() -> container(pod)).or(() -> volume(pod));
  }

  private Optional<Finding> unscheduled(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(c -> "False".equals(c.getStatus()) && "Unschedulable".equals(c.getReason()))
        .map(
            c -> {
              var message = c.getMessage() == null ? "" : c.getMessage();
              return message.contains("PersistentVolumeClaim")
                      || message.contains("persistentvolumeclaim")
                  ? new Finding(
                      AgentReason.STORAGE_UNAVAILABLE,
                      "The volume is not there, so no pod can start: " + message)
                  : new Finding(AgentReason.UNSCHEDULABLE, noNode(sentence(message)));
            });
  }

  private String noNode(String why) {
    int gpus = content.resources().gpu();
    return content.hasGpu() && why.contains(AgentContainer.GPU)
        ? "No node has %s free: %s Lower spec.resources.gpu, stop another agent that has GPUs, or ask the provider for nodes with GPUs; the pod starts by itself when there is room."
            .formatted(
                gpus == 1
                    ? "the GPU that a pod asks for"
                    : "the %d GPUs that a pod asks for".formatted(gpus),
                why)
        : "No node takes the pod: %s Ask for less in spec.resources, or ask the provider for more nodes."
            .formatted(why);
  }

  private Optional<Finding> container(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> PROGRAMS.contains(status.getName()))
        .findFirst()
        .flatMap(this::container);
  }

  private Optional<Finding> container(ContainerStatus status) {
    var state = status.getState();
    if (state == null || Boolean.TRUE.equals(status.getReady())) {
      return Optional.empty();
    }
    if (state.getTerminated() != null) {
      return Optional.of(ended(status, state.getTerminated()));
    }
    if (state.getWaiting() != null) {
      return waiting(status, state.getWaiting());
    }
    var last = status.getLastState();
    if (last != null && last.getTerminated() != null) {
      // It was started again a moment ago: what it died of is still the best that can be said.
      return Optional.of(ended(status, last.getTerminated()));
    }
    return state.getRunning() == null
        ? Optional.empty()
        : unhealthy(state.getRunning().getStartedAt(), Boolean.TRUE.equals(status.getStarted()));
  }

  private Optional<Finding> waiting(ContainerStatus status, ContainerStateWaiting waiting) {
    var reason = waiting.getReason() == null ? "" : waiting.getReason();
    var message = waiting.getMessage() == null ? "" : waiting.getMessage();
    return switch (reason) {
      case "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed" ->
          Optional.of(
              new Finding(
                  AgentReason.IMAGE_CANNOT_BE_PULLED,
                  "Image %s cannot be pulled: %s Check its name, and that everybody may pull it or that it is in the project's own repository."
                      .formatted(content.image(), sentence(message.isEmpty() ? reason : message))));
      case "CreateContainerConfigError" -> Optional.of(misconfigured(message));
      case "CreateContainerError", "RunContainerError" ->
          Optional.of(
              new Finding(
                  AgentReason.CRASH_LOOPING,
                  "The program cannot be started: %s Check spec.command, and that the image is made for this machine."
                      .formatted(sentence(message))));
      case "CrashLoopBackOff" ->
          Optional.of(
              status.getLastState() != null && status.getLastState().getTerminated() != null
                  ? ended(status, status.getLastState().getTerminated())
                  : new Finding(
                      AgentReason.CRASH_LOOPING, "The program ends again and again: " + message));
      default -> Optional.empty();
    };
  }

  private Finding misconfigured(String message) {
    if (message.contains("runAsNonRoot") || message.contains("run as root")) {
      return new Finding(
          AgentReason.CLUSTER_REFUSED,
          "Image %s runs as root, which this project does not allow: %s Give the image a numeric USER other than 0 (or name one without root)."
              .formatted(content.image(), sentence(message)));
    }
    return new Finding(
        AgentReason.CONFIGURATION_MISSING,
        "The environment cannot be made: %s Create it in the namespace, or remove the entry from spec.envFrom."
            .formatted(sentence(message)));
  }

  private Finding ended(ContainerStatus status, ContainerStateTerminated end) {
    if ("OOMKilled".equals(end.getReason())) {
      return new Finding(
          AgentReason.OUT_OF_MEMORY,
          "The program was killed because it used more than %s of memory. Raise spec.resources.memoryLimit, or let it use less."
              .formatted(AgentContainer.memoryLimit(content.resources())));
    }
    int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
    var how =
        end.getExitCode() == 0
            ? "The program ended by itself with exit code 0; an agent has to keep running."
            : end.getExitCode() == OUT_OF_MEMORY
                ? "The program was killed (exit code 137): it did not pass its health check, or did not end when it was told to."
                : "The program ended with exit code %d (%s)."
                    .formatted(
                        end.getExitCode(), end.getReason() == null ? "Error" : end.getReason());
    return new Finding(
        AgentReason.CRASH_LOOPING,
        "%s It was restarted %d times.%s".formatted(how, restarts, lastLines(end.getMessage())));
  }

  /**
   * @param answeredOnce whether it has passed its startup probe
   */
  private Optional<Finding> unhealthy(String startedAt, boolean answeredOnce) {
    if (startedAt == null) {
      return Optional.empty();
    }
    var running = Duration.between(Instant.parse(startedAt), now);
    if (running.compareTo(answeredOnce ? PATIENCE : Patience.withSilence(content)) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            AgentReason.UNHEALTHY,
            "The program runs but %s. Let it listen on the port that it is told in PORT, or correct spec.ports and spec.healthCheck."
                .formatted(new AgentProbes(content, rolloutTimeout).describe())));
  }

  /** A pod that has a node and waits for a volume says so nowhere but here. */
  private Optional<Finding> volume(Pod pod) {
    if (!content.hasVolume()
        || !"Pending".equals(pod.getStatus().getPhase())
        || pod.getStatus().getStartTime() == null
        || condition(pod, "PodReadyToStartContainers")
            .filter(c -> "False".equals(c.getStatus()))
            .isEmpty()) {
      return Optional.empty();
    }
    var waiting = Duration.between(Instant.parse(pod.getStatus().getStartTime()), now);
    return waiting.compareTo(PATIENCE.multipliedBy(3)) < 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                AgentReason.STORAGE_UNAVAILABLE,
                "The pod waits for its volume to be mounted on node %s. Ask the provider what keeps it."
                    .formatted(pod.getSpec().getNodeName())));
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
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
    var stripped = text.strip();
    return stripped.isEmpty() || stripped.endsWith(".") ? stripped : stripped + ".";
  }
}
