package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import network.mandala.crds.spore.Colour;

/**
 * One of the two sets of pods as it is in the cluster.
 *
 * @param release that its Deployment was made from
 */
record Lane(Colour colour, Deployment deployment, Release release) {

  /** Annotation: since when the release is being started there (RFC 3339). */
  static final String LAUNCHED_AT = "mandala.network/launched-at";

  /** Annotation: why the release was given up. */
  static final String FAILURE = "mandala.network/failure";

  /** Annotation: the generation of the Spore for which it was given up; another one tries again. */
  static final String FAILED_GENERATION = "mandala.network/failed-generation";

  static String word(Colour colour) {
    return colour.name().toLowerCase(Locale.ROOT);
  }

  static Colour opposite(Colour colour) {
    return switch (colour) {
      case BLUE -> Colour.GREEN;
      case GREEN -> Colour.BLUE;
    };
  }

  /** Number of pods that the Deployment asks for. */
  int replicas() {
    var replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  /** Pods of this very release that are ready; 0 while the Deployment has not been looked at. */
  int ready() {
    var status = deployment.getStatus();
    if (status == null
        || status.getObservedGeneration() == null
        || status.getObservedGeneration() < deployment.getMetadata().getGeneration()) {
      return 0;
    }
    return Math.min(orZero(status.getReadyReplicas()), orZero(status.getUpdatedReplicas()));
  }

  /** Pods that exist, of whatever release. */
  int existing() {
    return deployment.getStatus() == null ? 0 : orZero(deployment.getStatus().getReplicas());
  }

  /** Now, when nobody has written it. */
  Instant launchedAt(Instant now) {
    try {
      return Instant.parse(annotation(LAUNCHED_AT));
    } catch (DateTimeParseException unknown) {
      return now;
    }
  }

  /** Why it was given up for this generation; empty: it was not. */
  String failure(long generation) {
    return String.valueOf(generation).equals(annotation(FAILED_GENERATION))
        ? annotation(FAILURE)
        : "";
  }

  String annotation(String key) {
    var annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
