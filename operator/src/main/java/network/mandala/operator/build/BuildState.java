package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentReason;

/** How far a build is: a pure function of its Job and its pods. */
public sealed interface BuildState {

  /** There is no Job, or it has left nothing to read. */
  record Absent() implements BuildState {}

  /**
   * The Job is there and no pod of it runs.
   *
   * @param why empty when nothing has said it yet
   */
  record Waiting(AgentReason reason, String why) implements BuildState {}

  /**
   * @param step for a person: what is being done
   */
  record Running(String step) implements BuildState {}

  /**
   * @param image by digest
   * @param siteImage of the static site, by digest; empty when the build has none
   */
  record Succeeded(String image, String siteImage) implements BuildState {}

  /**
   * @param passing whether it may go well later without a change of the source
   */
  record Failed(AgentReason reason, String message, boolean passing) implements BuildState {}

  /**
   * @param job null when there is none
   * @param pods any pods; those of other Jobs, also of earlier ones of the same name, do not count
   */
  static BuildState of(Job job, List<Pod> pods) {
    if (job == null || job.isMarkedForDeletion()) {
      return new Absent();
    }
    var ours =
        pods.stream()
            .filter(pod -> belongsTo(pod, job))
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
            .toList();
    var success = ours.stream().flatMap(pod -> success(pod).stream()).findFirst();
    if (success.isPresent()) {
      return success.get();
    }
    var finalFailure = ours.stream().filter(BuildState::isFinal).map(BuildFailure::of).findFirst();
    if (finalFailure.isPresent()) {
      return finalFailure.get();
    }
    if (hasCondition(job, "Complete")) {
      // The image was pushed, but its digest is lost with the pod: the same build finds it again.
      return new Failed(
          AgentReason.BUILD_FAILED, "The result of the build was lost; it is built again.", true);
    }
    if (hasCondition(job, "Failed")) {
      return ours.isEmpty()
          ? new Failed(
              AgentReason.BUILD_FAILED,
              "The pods of the build were removed before it ended; it is built again.",
              true)
          : BuildFailure.of(ours.getLast());
    }
    if (BuildQueue.isWaiting(job)) {
      return new Waiting(
          AgentReason.BUILD_QUEUED,
          "The build waits for its turn: this node executes a few Dockerfiles at a time, in the"
              + " order in which they came.");
    }
    return ours.isEmpty() ? new Waiting(AgentReason.BUILD_QUEUED, "") : progress(ours.getLast());
  }

  private static BuildState progress(Pod pod) {
    if ("Failed".equals(phase(pod))) {
      var failure = BuildFailure.of(pod);
      return new Waiting(
          failure.reason() == AgentReason.REGISTRY_UNAVAILABLE
              ? AgentReason.REGISTRY_UNAVAILABLE
              : AgentReason.BUILDING,
          "The last attempt failed and is repeated: " + failure.message());
    }
    var unschedulable =
        pod.getStatus() == null
            ? Optional.<String>empty()
            : pod.getStatus().getConditions().stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .map(c -> c.getMessage() == null ? "" : c.getMessage())
                .findFirst();
    if (unschedulable.isPresent()) {
      return new Waiting(
          AgentReason.BUILD_QUEUED, "No node has room for the build: " + unschedulable.get());
    }
    var waiting =
        containers(pod)
            .filter(c -> c.getState() != null && c.getState().getWaiting() != null)
            .filter(c -> isStuck(c.getState().getWaiting().getReason()))
            .findFirst();
    if (waiting.isPresent()) {
      var state = waiting.get().getState().getWaiting();
      return new Waiting(
          AgentReason.BUILD_QUEUED,
          "The step %s cannot start (%s): %s"
              .formatted(waiting.get().getName(), state.getReason(), state.getMessage()));
    }
    var step =
        containers(pod)
            .filter(c -> c.getState() != null && c.getState().getRunning() != null)
            .map(ContainerStatus::getName)
            .reduce((first, second) -> second)
            .orElse("");
    return new Running(
        switch (step) {
          case BuildJob.FETCH -> "fetching the source";
          case BuildJob.SITE -> "making the image of the frontend";
          case BuildJob.DEPENDENCIES -> "installing dependencies";
          case BuildJob.ASSEMBLE -> "assembling and pushing the image";
          case DockerfileBuildJob.EXECUTE -> "executing the Dockerfile";
          case DockerfileBuildJob.PUSH -> "pushing the image";
          default -> "starting";
        });
  }

  /** What kubelet says of a container that waits for longer than a moment. */
  private static boolean isStuck(String reason) {
    return reason != null
        && (reason.startsWith("ErrImage")
            || reason.equals("ImagePullBackOff")
            || reason.equals("InvalidImageName")
            || reason.endsWith("Error"));
  }

  /** The first step makes the image where nothing is to be installed: those after it do nothing. */
  private static Optional<Succeeded> success(Pod pod) {
    return image(pod, BuildJob.ASSEMBLE)
        .or(() -> image(pod, BuildJob.FETCH))
        .or(() -> image(pod, DockerfileBuildJob.PUSH))
        .map(
            made ->
                new Succeeded(
                    made.image(),
                    image(pod, BuildJob.SITE).map(BuildResult.Image::image).orElse(made.site())));
  }

  private static Optional<BuildResult.Image> image(Pod pod, String step) {
    return containers(pod)
        .filter(c -> step.equals(c.getName()))
        .flatMap(c -> terminated(c).stream())
        .filter(end -> end.getExitCode() == 0)
        .flatMap(end -> BuildResult.parse(end.getMessage()).stream())
        .flatMap(result -> result instanceof BuildResult.Image i ? Stream.of(i) : null)
        .findFirst();
  }

  /** Whether the Job gives up after this pod; it takes the Job controller a second to say so. */
  private static boolean isFinal(Pod pod) {
    var disrupted =
        pod.getStatus() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(
                    c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus()));
    return "Failed".equals(phase(pod))
        && !disrupted
        && containers(pod)
            .flatMap(c -> terminated(c).stream())
            .anyMatch(
                end ->
                    end.getExitCode() == BuildJob.CHANGE_THE_SOURCE
                        || BuildJob.KILLED.contains(end.getExitCode()));
  }

  static Optional<ContainerStateTerminated> terminated(ContainerStatus container) {
    return Optional.ofNullable(container.getState()).map(state -> state.getTerminated());
  }

  static Stream<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream());
  }

  private static String phase(Pod pod) {
    return pod.getStatus() == null ? null : pod.getStatus().getPhase();
  }

  private static boolean belongsTo(Pod pod, Job job) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(job.getMetadata().getUid()));
  }

  static boolean hasCondition(Job job, String type) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
