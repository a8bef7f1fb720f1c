package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.agent.Release;
import network.mandala.operator.kubernetes.Labels;

/**
 * The image of the frontend that the spec names by a tag: a release keeps what the tag named when
 * it was made, found out in the same ways as {@link GivenImage}.
 */
final class FrontendImage {

  private FrontendImage() {}

  /**
   * What a release of the present configuration has; the bare tag while nobody knows its digest.
   *
   * @param image of the agent in that release
   * @param site the image that was built of the folder of the frontend; empty: none was
   */
  static String of(Seen seen, String image, String site) {
    var frontend = seen.spec().frontend();
    if (frontend == null) {
      return "";
    }
    if (frontend.image() == null) {
      return site;
    }
    return isToBeFound(seen)
        ? recorded(seen, image).or(() -> found(seen)).orElse(frontend.image())
        : frontend.image();
  }

  /** Why a release cannot be made yet. */
  static Optional<Wanted.Unresolved> unresolved(Seen seen, Target wanted) {
    var given = seen.spec().frontend() == null ? null : seen.spec().frontend().image();
    return given != null
            && wanted.content().frontendImage().equals(given)
            && isToBeFound(seen)
            && recorded(seen, wanted.content().image()).isEmpty()
        ? Optional.of(GivenImage.unresolved("frontend.image", given, seen.frontend().tag()))
        : Optional.empty();
  }

  /** The same before a build, so that nobody waits for one that cannot be rolled out. */
  static Optional<Wanted.Unresolved> unresolved(Seen seen) {
    return isToBeFound(seen) && found(seen).isEmpty()
        ? Optional.of(
            GivenImage.unresolved(
                "frontend.image", seen.spec().frontend().image(), seen.frontend().tag()))
        : Optional.empty();
  }

  /** Whether it is a tag of this node's registry. */
  private static boolean isToBeFound(Seen seen) {
    var frontend = seen.spec().frontend();
    return frontend != null
        && frontend.image() != null
        && !frontend.image().contains("@")
        && GivenImage.isOfThisNode(seen, frontend.image());
  }

  private static Optional<String> found(Seen seen) {
    var answer = seen.frontend().tag();
    return answer != null && answer.isFound()
        ? Optional.of(seen.spec().frontend().image() + "@" + answer.digest())
        : Optional.empty();
  }

  /** That of the newest release which this very spec has made: nothing new is asked for. */
  private static Optional<String> recorded(Seen seen, String image) {
    var given = seen.spec().frontend().image();
    return seen.status().releases().stream()
        .filter(release -> isOf(image, release.image()))
        .filter(release -> isOf(given, release.frontendImage()))
        .flatMap(
            release ->
                Stream.of(release.frontendImage(), given)
                    .filter(known -> release.id().equals(Wanted.content(seen, image, known).id())))
        .findFirst();
  }

  /** Whether an image is one that a tag has named. */
  static boolean isOf(String given, String image) {
    return image != null && (image.equals(given) || image.startsWith(given + "@"));
  }

  /** What the pods of a release are to be made of; those that run are not replaced for it. */
  static String forPods(Seen seen, ReleaseContent content) {
    var given = content.frontendImage();
    var deployment = seen.frontend().deployment();
    boolean runs =
        deployment != null
            && given.equals(FrontendDeployment.imageOf(deployment))
            && Rollout.orZero(deployment.getSpec().getReplicas()) > 0;
    return given.contains("@") || runs
        ? given
        : Releases.find(seen.status().releases(), content.id())
            .map(Release::frontendImage)
            .filter(known -> isOf(given, known))
            .orElse(given);
  }

  /** The image of a release as a node has pulled it; empty when none has yet. */
  static Optional<String> pulled(Seen seen, ReleaseContent content) {
    var given = content.frontendImage();
    return given.isEmpty() || given.contains("@")
        ? Optional.empty()
        : seen.podsOf(Labels.COMPONENT_FRONTEND).stream()
            .filter(pod -> given.equals(pod.getSpec().getContainers().getFirst().getImage()))
            .filter(pod -> pod.getStatus() != null)
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .map(ContainerStatus::getImageID)
            .flatMap(id -> GivenImage.digestIn(id).stream())
            .map(digest -> given + "@" + digest)
            .findFirst();
  }
}
