package network.mandala.operator.spore;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.format.Formats;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.bundle.Bundles;

/** After how long a spore is looked at without any event. */
final class SporeRecheck {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  private SporeRecheck() {}

  /**
   * @param fault what the cluster refused just now; null when it refused nothing
   */
  static Duration after(Seen seen, Course course, Finding fault, Instant now) {
    return Stream.of(
            Optional.of(seen.settings().driftCheck()),
            fault == null ? Optional.<Duration>empty() : Optional.of(AFTER_REFUSAL),
            seen.answer() instanceof BundleAnswer.Failed && seen.recorded().isEmpty()
                ? Optional.of(Bundles.RETRY.plus(SOON))
                : Optional.<Duration>empty(),
            underway(course) ? Optional.of(SOON) : Optional.<Duration>empty(),
            drained(seen, course, now))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Something is waited for that no event tells: that a bundle is warm, or takes too long. */
  private static boolean underway(Course course) {
    return course instanceof Course.Run run
        && run.targets().stream().anyMatch(target -> target.role() == Target.Role.LAUNCHING);
  }

  /** When the old pods have had their time, which may begin with this very course. */
  private static Optional<Duration> drained(Seen seen, Course course, Instant now) {
    return course instanceof Course.Run run
            && run.targets().stream().anyMatch(target -> target.role() == Target.Role.DRAINING)
        ? Optional.of(
            Duration.between(now, Instant.parse(run.switchedAt()))
                .plus(Formats.duration(seen.spec().drain()))
                .plus(MOMENT))
        : Optional.empty();
  }
}
