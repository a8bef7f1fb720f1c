package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DatabaseState;

/** How a database is: a pure function of what its StatefulSet and its pod say. */
public final class DatabaseDiagnosis {

  private static final int LAST_LINES = 10;
  private static final Set<String> NO_IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  private final DatabaseInput input;

  private DatabaseDiagnosis(DatabaseInput input) {
    this.input = input;
  }

  /**
   * @param server null when there is none
   * @param pods of the server
   */
  public static DatabaseFinding of(DatabaseInput input, StatefulSet server, List<Pod> pods) {
    var diagnosis = new DatabaseDiagnosis(input);
    if (input.stopped()) {
      return diagnosis.finding(
          DatabaseState.STOPPED,
          AgentReason.SUSPENDED,
          "No %s server runs while the agent is suspended; its data is kept."
              .formatted(input.engine().title()));
    }
    if (server != null && diagnosis.isReady(server)) {
      return diagnosis.finding(
          DatabaseState.READY,
          AgentReason.DATABASES_ANSWER,
          "%s answers.".formatted(input.engine().title()));
    }
    return pods.stream()
        .filter(pod -> !pod.isMarkedForDeletion() && pod.getStatus() != null)
        .flatMap(pod -> diagnosis.of(pod).stream())
        .findFirst()
        .orElseGet(
            () ->
                diagnosis.finding(
                    DatabaseState.PREPARING,
                    AgentReason.DATABASE_PREPARING,
                    "%s is being started.".formatted(input.engine().title())));
  }

  /** The pod that is asked for now is there and answers. */
  private boolean isReady(StatefulSet server) {
    var status = server.getStatus();
    var template = server.getSpec().getTemplate().getMetadata();
    return status != null
        && Objects.equals(status.getObservedGeneration(), server.getMetadata().getGeneration())
        && orZero(status.getReadyReplicas()) > 0
        && orZero(status.getUpdatedReplicas()) > 0
        && Objects.equals(orZero(status.getReplicas()), orZero(status.getUpdatedReplicas()))
        && input
            .rotation()
            .equals(annotation(template.getAnnotations(), DatabaseStatefulSet.ROTATION))
        && input
            .restored()
            .equals(annotation(template.getAnnotations(), DatabaseStatefulSet.RESTORED));
  }

  private Optional<DatabaseFinding> of(Pod pod) {
    return unscheduled(pod)
        .or(
            () ->
                pod.getStatus().getContainerStatuses().stream()
                    .filter(status -> DatabaseStatefulSet.CONTAINER.equals(status.getName()))
                    .findFirst()
                    .flatMap(this::container));
  }

  private Optional<DatabaseFinding> unscheduled(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
        .filter(c -> "Unschedulable".equals(c.getReason()))
        .findFirst()
        .map(
            c -> {
              var message = c.getMessage() == null ? "" : c.getMessage();
              return message.toLowerCase(Locale.ROOT).contains("persistentvolumeclaim")
                  ? finding(
                      DatabaseState.PREPARING,
                      AgentReason.STORAGE_UNAVAILABLE,
                      "The volume of %s is not there, so it cannot start: %s"
                          .formatted(input.engine().title(), sentence(message)))
                  : finding(
                      DatabaseState.PREPARING,
                      AgentReason.UNSCHEDULABLE,
                      "No node takes the pod of %s: %s Ask for less in %s, or ask the provider for more nodes."
                          .formatted(input.engine().title(), sentence(message), field("memory")));
            });
  }

  private Optional<DatabaseFinding> container(ContainerStatus status) {
    var state = status.getState();
    if (state == null || Boolean.TRUE.equals(status.getReady())) {
      return Optional.empty();
    }
    if (state.getTerminated() != null) {
      return ended(status, state.getTerminated());
    }
    if (state.getWaiting() != null
        && NO_IMAGE.contains(String.valueOf(state.getWaiting().getReason()))) {
      return Optional.of(noImage(state.getWaiting()));
    }
    var last = status.getLastState();
    return last == null || last.getTerminated() == null
        ? Optional.empty()
        : ended(status, last.getTerminated());
  }

  private DatabaseFinding noImage(ContainerStateWaiting waiting) {
    var message = waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
    return finding(
        DatabaseState.FAILED,
        AgentReason.DATABASE_FAILED,
        "The image of %s, %s, cannot be pulled: %s Ask the provider to correct images.%s of the node."
            .formatted(
                input.engine().title(), input.image(), sentence(message), input.engine().word()));
  }

  /** A server that ended because it was told to is no trouble. */
  private Optional<DatabaseFinding> ended(ContainerStatus status, ContainerStateTerminated end) {
    if ("OOMKilled".equals(end.getReason())) {
      return Optional.of(
          finding(
              DatabaseState.FAILED,
              AgentReason.OUT_OF_MEMORY,
              "%s was killed because it used more than %s of memory. Raise %s."
                  .formatted(input.engine().title(), input.memory(), field("memory"))));
    }
    if (end.getExitCode() == 0) {
      return Optional.empty();
    }
    int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
    return Optional.of(
        finding(
            DatabaseState.FAILED,
            AgentReason.DATABASE_FAILED,
            "%s ended with exit code %d (%s) and was restarted %d times.%s"
                .formatted(
                    input.engine().title(),
                    end.getExitCode(),
                    end.getReason() == null ? "Error" : end.getReason(),
                    restarts,
                    lastLines(end.getMessage()))));
  }

  private DatabaseFinding finding(DatabaseState state, AgentReason reason, String message) {
    return new DatabaseFinding(input.engine(), state, reason, DatabaseCredentials.redact(message));
  }

  private String field(String name) {
    return "spec.databases.%s.%s".formatted(input.engine().word(), name);
  }

  private static String lastLines(String log) {
    if (log == null || log.isBlank()) {
      return " It wrote nothing.";
    }
    var lines = log.strip().lines().toList();
    return " Its last lines were:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private static String annotation(Map<String, String> annotations, String name) {
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }

  private static String sentence(String text) {
    var stripped = text.strip();
    return stripped.isEmpty() || stripped.endsWith(".") ? stripped : stripped + ".";
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
