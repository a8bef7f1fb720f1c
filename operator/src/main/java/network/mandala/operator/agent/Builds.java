package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.BuildStatus;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.BuildState;
import network.mandala.operator.kubernetes.Conditions;

/** Decides about one build from its Job, its pods and what the status remembers. */
final class Builds {

  /** After how long a build that failed for a passing reason is tried again. */
  static final Duration RETRY = Duration.ofMinutes(5);

  private Builds() {}

  /** Empty when the image has just been built: see {@link #image}. */
  static BuildStep step(Seen seen, BuildInput input, Instant now) {
    if (!isPrepared(seen, input)) {
      return new BuildStep.Unprepared(
          input,
          new Finding(
              AgentReason.BUILD_QUEUED,
              "The build waits for namespace %s, which is being made. If it stays so, look at the conditions of the Project."
                  .formatted(input.namespace())));
    }
    var job = job(seen, input);
    return switch (BuildState.of(job.orElse(null), seen.pods())) {
      case BuildState.Succeeded success ->
          new BuildStep.Done(
              Wanted.target(
                  seen, success.image(), success.siteImage(), input.source(), input.key()));
      case BuildState.Failed failure ->
          failure.passing() && isTimeToRetry(seen, input, now)
              ? new BuildStep.Again(input)
              : new BuildStep.Stopped(input, new Finding(failure.reason(), failure.message()));
      case BuildState.Running running ->
          new BuildStep.Underway(
              input, new Finding(AgentReason.BUILDING, "Building: " + running.step() + "."));
      case BuildState.Waiting waiting ->
          new BuildStep.Underway(
              input,
              waiting.why().isEmpty()
                  ? QuotaDiagnosis.ofBuild(seen, input)
                  : new Finding(waiting.reason(), waiting.why()));
      case BuildState.Absent absent -> start(seen, input, now);
    };
  }

  static Optional<Job> job(Seen seen, BuildInput input) {
    return seen.jobs().stream()
        .filter(job -> job.getMetadata().getName().equals(input.jobName()))
        .filter(job -> input.namespace().equals(job.getMetadata().getNamespace()))
        .findFirst();
  }

  /** Whether somebody has asked the cluster for it already. */
  static boolean hasBegun(Seen seen, BuildInput input) {
    return job(seen, input).isPresent();
  }

  /** The quota is the last that is made of a namespace for builds: the fences stand then. */
  private static boolean isPrepared(Seen seen, BuildInput input) {
    return input.namespace().equals(seen.namespace())
        || seen.quotas().stream()
            .anyMatch(quota -> input.namespace().equals(quota.getMetadata().getNamespace()));
  }

  /** What the status remembers of a build of this input; null when it is of another. */
  static BuildStatus memory(Seen seen, BuildInput input) {
    var build = seen.status().build();
    return build != null && input.key().equals(build.key()) ? build : null;
  }

  private static BuildStep start(Seen seen, BuildInput input, Instant now) {
    var memory = memory(seen, input);
    if (memory == null || memory.finishedAt() == null) {
      return new BuildStep.Underway(
          input, new Finding(AgentReason.BUILDING, "Building: the build is being started."));
    }
    // It failed, and its Job has expired: the status is all that is left.
    var built =
        Conditions.find(seen.status().conditions(), AgentCondition.BUILT.word())
            .filter(condition -> Conditions.FALSE.equals(condition.getStatus()));
    var reason =
        built
            .flatMap(condition -> AgentReasons.parse(condition.getReason()))
            .orElse(AgentReason.BUILD_FAILED);
    if (reason == AgentReason.REGISTRY_UNAVAILABLE && isTimeToRetry(seen, input, now)) {
      return new BuildStep.Again(input);
    }
    return new BuildStep.Stopped(
        input,
        new Finding(
            reason,
            built
                .map(condition -> condition.getMessage())
                .orElse("The build of this source failed.")));
  }

  private static boolean isTimeToRetry(Seen seen, BuildInput input, Instant now) {
    var memory = memory(seen, input);
    return memory != null
        && memory.finishedAt() != null
        && !now.isBefore(Instant.parse(memory.finishedAt()).plus(RETRY));
  }
}
