package network.mandala.operator.agent;

import java.time.Duration;
import java.util.Optional;

/** How long the pods of a release may take to answer, and how long all of it may take. */
final class Patience {

  /** For the image to be fetched, when a program is given longer than the node usually gives. */
  private static final Duration TO_FETCH = Duration.ofMinutes(1);

  private Patience() {}

  /** Until a pod that has not answered once is restarted. */
  static Duration withStart(ReleaseContent content, Duration rolloutTimeout) {
    return named(content).orElse(rolloutTimeout);
  }

  /** Until a release that is not ready is given up. */
  static Duration withRollout(ReleaseContent content, Duration rolloutTimeout) {
    return named(content)
        .map(start -> start.plus(TO_FETCH))
        .filter(wanted -> wanted.compareTo(rolloutTimeout) > 0)
        .orElse(rolloutTimeout);
  }

  /** Until a person is told that a pod does not answer, which has not answered once. */
  static Duration withSilence(ReleaseContent content) {
    return named(content)
        .filter(start -> start.compareTo(PodDiagnosis.PATIENCE) > 0)
        .orElse(PodDiagnosis.PATIENCE);
  }

  private static Optional<Duration> named(ReleaseContent content) {
    return Optional.ofNullable(content.healthCheck())
        .map(check -> check.startupSeconds())
        .map(Duration::ofSeconds);
  }
}
