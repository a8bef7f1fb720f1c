package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.Set;
import network.mandala.crds.agent.AgentReason;

/** Why the pod of a build failed, for a person. */
final class BuildFailure {

  private static final int LAST_LINES = 12;

  /** How dependencies-node.sh begins its last line. */
  private static final String BUILD_SCRIPT = "The build script of package.json";

  /** What the builder says and the source cannot mend. */
  private static final Set<AgentReason> PASSING = Set.of(AgentReason.REGISTRY_UNAVAILABLE);

  private BuildFailure() {}

  static BuildState.Failed of(Pod pod) {
    var status = pod.getStatus();
    if ("DeadlineExceeded".equals(status.getReason())) {
      if (BuildState.containers(pod).allMatch(BuildFailure::neverRan)) {
        return new BuildState.Failed(
            AgentReason.BUILD_FAILED,
            "No node started the build in the time that it has. This is for the provider to mend: kubectl describe pod tells why. A Dockerfile needs a node with user namespaces for pods.",
            true);
      }
      return new BuildState.Failed(
          AgentReason.BUILD_TIMED_OUT,
          "The build was stopped: it took longer than the node allows. Make it smaller, or ask the"
              + " provider to raise build.timeout.",
          false);
    }
    if ("Evicted".equals(status.getReason()) && isOverItsOwnLimit(status.getMessage())) {
      return new BuildState.Failed(
          AgentReason.BUILD_FAILED,
          "The build was stopped: it wrote more to disk than a build may (%s). Let it write less, or ask the provider to raise %s."
              .formatted(
                  status.getMessage().strip(),
                  isOfDockerfile(pod) ? "build.dockerfile.diskBytes" : "build.diskBytes"),
          false);
    }
    if ("Evicted".equals(status.getReason())) {
      return new BuildState.Failed(
          AgentReason.BUILD_FAILED,
          "The build was evicted from its node: %s. It needs more disk or memory than there is:"
                  .formatted(status.getMessage())
              + " leave out dependencies that the program does not need.",
          true);
    }
    return BuildState.containers(pod)
        .filter(c -> BuildState.terminated(c).filter(end -> end.getExitCode() != 0).isPresent())
        .findFirst()
        .map(c -> of(c, BuildState.terminated(c).orElseThrow()))
        .orElseGet(
            () ->
                new BuildState.Failed(
                    AgentReason.BUILD_FAILED,
                    "The pod of the build failed: " + describe(status.getReason()) + ".",
                    true));
  }

  private static BuildState.Failed of(ContainerStatus container, ContainerStateTerminated end) {
    if ("OOMKilled".equals(end.getReason())) {
      return new BuildState.Failed(
          AgentReason.BUILD_FAILED,
          "The step %s used more memory than a build is given. Leave out dependencies that the program does not need, or ask the provider to raise build.memory."
              .formatted(container.getName()),
          false);
    }
    boolean passing = end.getExitCode() != BuildJob.CHANGE_THE_SOURCE;
    var result = BuildResult.parse(end.getMessage());
    if (result.isPresent() && result.get() instanceof BuildResult.Failure failure) {
      var reason = reason(failure.reason());
      return new BuildState.Failed(reason, failure.message(), passing || PASSING.contains(reason));
    }
    if (BuildJob.DEPENDENCIES.equals(container.getName())) {
      var what =
          String.valueOf(end.getMessage()).contains(BUILD_SCRIPT)
              ? "Running the program's own build"
              : "Installing the dependencies";
      return new BuildState.Failed(
          AgentReason.BUILD_FAILED,
          "%s failed with exit code %d; the last lines were:\n%s"
              .formatted(what, end.getExitCode(), lastLines(end.getMessage())),
          passing);
    }
    if (DockerfileBuildJob.EXECUTE.equals(container.getName())) {
      return new BuildState.Failed(
          AgentReason.BUILD_FAILED,
          "The Dockerfile could not be executed to its end; the last lines were:\n%s"
              .formatted(lastLines(end.getMessage())),
          passing);
    }
    return new BuildState.Failed(
        AgentReason.BUILD_FAILED,
        "The step %s ended with exit code %d (%s) and left no message: a fault of the builder."
            .formatted(container.getName(), end.getExitCode(), describe(end.getReason())),
        passing);
  }

  private static boolean neverRan(ContainerStatus container) {
    return container.getState() == null
        || (container.getState().getRunning() == null
            && container.getState().getTerminated() == null);
  }

  /** The words of the kubelet; when the node itself is short of disk they are others. */
  private static boolean isOverItsOwnLimit(String message) {
    return message != null
        && (message.contains("exceeds the limit")
            || message.contains("exceeds the total limit")
            || message.contains("exceeded its local ephemeral storage limit"));
  }

  private static boolean isOfDockerfile(Pod pod) {
    return BuildState.containers(pod)
        .anyMatch(container -> DockerfileBuildJob.EXECUTE.equals(container.getName()));
  }

  /** The builder knows finer reasons than an Agent has. */
  private static AgentReason reason(String word) {
    return Arrays.stream(AgentReason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElseGet(
            () ->
                switch (word) {
                  case "RegistryDenied" -> AgentReason.REGISTRY_UNAVAILABLE;
                  default -> AgentReason.BUILD_FAILED;
                });
  }

  private static String lastLines(String log) {
    if (log == null || log.isBlank()) {
      return "(it wrote nothing)";
    }
    var lines = log.strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private static String describe(String reason) {
    return reason == null ? "without a reason" : reason;
  }
}
