package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of a release in the cluster: an immutable object from which its pods can be made
 * again, without the bundle and whatever the spec says by then.
 */
final class SporeRevision {

  /** Annotation: the id of the release. */
  static final String RELEASE = "mandala.network/release";

  /** Annotation: how the spec named the bundle. */
  private static final String BUNDLE = "mandala.network/bundle";

  private SporeRevision() {}

  /**
   * @param source how the spec named the bundle
   */
  static ControllerRevision desired(Seen seen, Release release, String source) {
    var revision =
        new ControllerRevisionBuilder()
            .withMetadata(seen.metadata(nameOf(seen, release)))
            .withRevision(1L)
            .withData(release.asMap())
            .build();
    revision
        .getMetadata()
        .setAnnotations(new TreeMap<>(Map.of(RELEASE, release.id(), BUNDLE, source)));
    return revision;
  }

  static String nameOf(Seen seen, Release release) {
    return seen.name() + "-" + release.id();
  }

  static boolean isRelease(ControllerRevision revision) {
    return !idOf(revision).isEmpty() && revision.getData() != null;
  }

  static String idOf(ControllerRevision revision) {
    return annotation(revision, RELEASE);
  }

  static String sourceOf(ControllerRevision revision) {
    return annotation(revision, BUNDLE);
  }

  static Release read(ControllerRevision revision) {
    return Release.parse(revision.getData());
  }

  private static String annotation(ControllerRevision revision, String key) {
    var annotations = revision.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }
}
