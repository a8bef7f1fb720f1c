package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of a release in the cluster: an immutable object from which its pods can be made again
 * when the spec has changed.
 */
final class AgentRevision {

  /** Annotation: the artifact that the image was built from. */
  private static final String SOURCE = "mandala.network/source";

  /** Annotation: the id of the release. */
  private static final String RELEASE = "mandala.network/release";

  /** Annotation: the key of the build that made the image. */
  private static final String BUILD_KEY = "mandala.network/build-key";

  private AgentRevision() {}

  static ControllerRevision desired(Seen seen, Target target) {
    var content = target.content();
    var revision =
        new ControllerRevisionBuilder()
            .withMetadata(seen.metadata(nameOf(seen, target.id())))
            .withRevision(1L)
            .withData(content.asMap())
            .build();
    var annotations = new TreeMap<>(Map.of(RELEASE, target.id()));
    if (!target.source().isEmpty()) {
      annotations.put(SOURCE, target.source());
      annotations.put(BUILD_KEY, target.buildKey());
    }
    revision.getMetadata().setAnnotations(annotations);
    return revision;
  }

  /** Those of StatefulSets carry our labels as well: they are copied from pods. */
  static boolean isRelease(ControllerRevision revision) {
    return !annotation(revision, RELEASE).isEmpty();
  }

  static String nameOf(Seen seen, String release) {
    return seen.name() + "-" + release;
  }

  static Target read(ControllerRevision revision) {
    return new Target(
        annotation(revision, RELEASE),
        ReleaseContent.parse(revision.getData()),
        annotation(revision, SOURCE),
        annotation(revision, BUILD_KEY));
  }

  private static String annotation(ControllerRevision revision, String key) {
    var annotations = revision.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }
}
