package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Release;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.registry.TagAnswer;

/**
 * An image that the spec names by a tag, which may name another image tomorrow. A release runs the
 * image that the tag named when it was made: the digest is written behind the tag. That of the
 * node's own registry is asked for before the release is made. Any other registry is asked by the
 * node that pulls the image, with the tenant's own rights, so that digest is known when the first
 * pod runs.
 */
final class GivenImage {

  private GivenImage() {}

  /** The release of the present configuration with what the tag names, or named. */
  static Wanted of(Seen seen, String image) {
    if (image.contains("@") || !isOfThisNode(seen, image)) {
      return new Wanted.Runnable(Wanted.target(seen, image, "", ""));
    }
    var recorded = recorded(seen, image);
    if (recorded.isPresent()) {
      return new Wanted.Runnable(recorded.get());
    }
    var answer = seen.tag();
    return answer != null && answer.isFound()
        ? new Wanted.Runnable(Wanted.target(seen, image + "@" + answer.digest(), "", ""))
        : unresolved("source.image", image, answer);
  }

  /**
   * Why it is not known what a tag names.
   *
   * @param field of the spec that has it
   * @param answer null: there is none yet
   */
  static Wanted.Unresolved unresolved(String field, String image, TagAnswer answer) {
    if (answer == null) {
      return unresolved(
          image, AgentReason.PENDING, "The registry is asked which image %s is.".formatted(image));
    }
    return answer.isAnswered()
        ? unresolved(
            image,
            AgentReason.IMAGE_CANNOT_BE_PULLED,
            "spec.%s is %s, which the registry does not have. Push it there, or correct the name."
                .formatted(field, image))
        : unresolved(
            image,
            AgentReason.REGISTRY_UNAVAILABLE,
            "Which image %s is cannot be found out: %s. It is asked again; what runs goes on."
                .formatted(image, answer.trouble()));
  }

  private static Wanted.Unresolved unresolved(String image, AgentReason reason, String message) {
    return new Wanted.Unresolved(image, new Finding(reason, message));
  }

  static boolean isOfThisNode(Seen seen, String image) {
    return ImageName.parse(image)
        .host()
        .equals(seen.node().registryHost().toLowerCase(Locale.ROOT));
  }

  /** The newest release that this very spec has made: nothing new is asked for. */
  private static Optional<Target> recorded(Seen seen, String image) {
    return seen.status().releases().stream()
        .map(Release::image)
        .filter(known -> known.equals(image) || known.startsWith(image + "@"))
        .map(known -> Wanted.target(seen, known, "", ""))
        .filter(target -> Releases.find(seen.status().releases(), target.id()).isPresent())
        .findFirst();
  }

  /**
   * What the pods of a release are to be made of. The digest that was found out when its first pod
   * ran is used where pods are made anew anyway, never to replace pods that run.
   */
  static String forPods(Seen seen, Target target) {
    var given = target.content().image();
    if (given.contains("@")) {
      return given;
    }
    var known =
        Releases.find(seen.status().releases(), target.id())
            .map(Release::image)
            .filter(image -> image.contains("@"))
            .orElse(given);
    return runsAs(seen, target, given) ? given : known;
  }

  /** Pods of the release are there already, or stayed while another one was tried. */
  private static boolean runsAs(Seen seen, Target target, String image) {
    var deployment = seen.deployment();
    if (deployment == null) {
      return false;
    }
    if (target.podsId().equals(AgentDeployment.podsOf(deployment))) {
      return Rollout.orZero(deployment.getSpec().getReplicas()) > 0
          && image.equals(AgentDeployment.imageOf(deployment))
          && Objects.equals(seen.spec().restartedAt(), AgentDeployment.restartOf(deployment));
    }
    return podsOf(seen, target)
        .filter(pod -> !pod.isMarkedForDeletion())
        .filter(pod -> image.equals(pod.getSpec().getContainers().getFirst().getImage()))
        .anyMatch(pod -> Objects.equals(seen.spec().restartedAt(), AgentDeployment.restartOf(pod)));
  }

  private static Stream<Pod> podsOf(Seen seen, Target target) {
    return seen.podsOf(Labels.COMPONENT_AGENT).stream()
        .filter(
            pod ->
                target.podsId().equals(pod.getMetadata().getLabels().get(AgentDeployment.RELEASE)));
  }

  /** The image of a release as a node has pulled it; empty when none has yet. */
  static Optional<String> pulled(Seen seen, Target target) {
    var given = target.content().image();
    return given.contains("@")
        ? Optional.of(given)
        : podsOf(seen, target)
            .filter(pod -> pod.getStatus() != null)
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .map(ContainerStatus::getImageID)
            .flatMap(id -> digestIn(id).stream())
            .map(digest -> given + "@" + digest)
            .findFirst();
  }

  static Optional<String> digestIn(String imageId) {
    if (imageId == null) {
      return Optional.empty();
    }
    int at = imageId.indexOf("@sha256:");
    return at < 0 ? Optional.empty() : Optional.of(imageId.substring(at + 1));
  }
}
