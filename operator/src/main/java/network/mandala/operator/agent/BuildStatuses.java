package network.mandala.operator.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.mandala.crds.agent.BuildStatus;
import network.mandala.operator.build.BuildInput;

/** What the status remembers of a build when its Job is gone: so that it is not built twice. */
final class BuildStatuses {

  private BuildStatuses() {}

  /** Null when nothing was built. */
  static BuildStatus of(Seen seen, BuildStep step, Instant now) {
    var before = seen.status().build();
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return switch (step) {
      case BuildStep.None none -> before != null && before.image() != null ? before : null;
      case BuildStep.Unprepared unprepared ->
          before != null && before.image() != null ? before : null;
      case BuildStep.Unresolved unresolved ->
          before != null && before.image() != null ? before : null;
      case BuildStep.Refused refused -> before != null && before.image() != null ? before : null;
      case BuildStep.Done done -> {
        var image = done.target().content().image();
        var site = site(seen, done.target());
        if (before == null || !done.target().buildKey().equals(before.key())) {
          // The image of an earlier build, whose times nobody knows any more.
          yield new BuildStatus(done.target().buildKey(), null, null, null, image, site);
        }
        yield new BuildStatus(
            before.key(),
            before.job(),
            before.startedAt(),
            before.finishedAt() == null ? time : before.finishedAt(),
            image,
            site);
      }
      case BuildStep.Underway underway -> {
        var memory = Builds.memory(seen, underway.input());
        yield started(
            underway.input(),
            memory == null || memory.finishedAt() != null ? time : memory.startedAt());
      }
      case BuildStep.Again again -> started(again.input(), time);
      case BuildStep.Stopped stopped -> {
        var memory = Builds.memory(seen, stopped.input());
        yield new BuildStatus(
            stopped.input().key(),
            stopped.input().jobName(),
            memory == null ? null : memory.startedAt(),
            memory == null || memory.finishedAt() == null ? time : memory.finishedAt(),
            null,
            null);
      }
    };
  }

  private static BuildStatus started(BuildInput input, String time) {
    return new BuildStatus(input.key(), input.jobName(), time, null, null, null);
  }

  /** Null when the build had no folder for it. */
  private static String site(Seen seen, Target target) {
    var frontend = seen.spec().frontend();
    return frontend == null || frontend.directory() == null
        ? null
        : target.content().frontendImage();
  }
}
