package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Since when all pods of a set have been ready: a pure function of their status. */
final class Readiness {

  private Readiness() {}

  /**
   * @param instances that there have to be
   * @return empty: they are not
   */
  static Optional<Instant> since(Seen seen, Lane lane, int instances) {
    if (lane.ready() < Math.max(1, instances)) {
      return Optional.empty();
    }
    return seen.podsOf(lane.colour()).stream()
        .filter(pod -> isOf(pod, lane.release()) && !pod.isMarkedForDeletion())
        .flatMap(pod -> readySince(pod).stream())
        .sorted(Comparator.naturalOrder())
        .skip(Math.max(1, instances) - 1L)
        .findFirst();
  }

  static boolean isOf(Pod pod, Release release) {
    return release.id().equals(pod.getMetadata().getLabels().get(SporeRevision.RELEASE));
  }

  static boolean isReady(Pod pod) {
    return readySince(pod).isPresent();
  }

  private static Optional<Instant> readySince(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> condition.getLastTransitionTime() != null)
        .map(condition -> Instant.parse(condition.getLastTransitionTime()))
        .findFirst();
  }
}
