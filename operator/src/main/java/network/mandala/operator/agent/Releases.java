package network.mandala.operator.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;

/** Pure functions over {@code status.releases}: newest first, bounded. */
final class Releases {

  /** How many can be returned to. */
  static final int KEPT = 10;

  private Releases() {}

  static Optional<Release> find(List<Release> releases, String id) {
    return releases.stream().filter(release -> release.id().equals(id)).findFirst();
  }

  /** The release that serves, or served last. */
  static Optional<Release> active(List<Release> releases) {
    return releases.stream().filter(r -> r.state() == ReleaseState.ACTIVE).findFirst();
  }

  /**
   * Puts a release in front, as the newest, and forgets the oldest.
   *
   * @param createdBy null when nobody said
   */
  static List<Release> record(
      List<Release> releases, Target target, Instant now, String createdBy) {
    var content = target.content();
    var recorded = new ArrayList<Release>();
    recorded.add(
        new Release(
            target.id(),
            imageKnown(releases, target),
            frontendKnown(releases, target),
            content.configHash(),
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            ReleaseState.ROLLING_OUT,
            createdBy,
            find(releases, target.id()).map(Release::deployment).orElse(null)));
    releases.stream().filter(release -> !release.id().equals(target.id())).forEach(recorded::add);
    while (recorded.size() > KEPT) {
      recorded.remove(oldestIdle(recorded));
    }
    return List.copyOf(recorded);
  }

  /** The list with another state for one release; one that becomes active takes the place. */
  static List<Release> withState(List<Release> releases, String id, ReleaseState state) {
    return releases.stream()
        .map(
            release -> {
              if (release.id().equals(id)) {
                return inState(release, state);
              }
              return state == ReleaseState.ACTIVE && release.state() != ReleaseState.FAILED
                  ? inState(release, ReleaseState.SUPERSEDED)
                  : release;
            })
        .toList();
  }

  /** The list with the image of one release as it is known now; what was known before stays. */
  static List<Release> withImage(List<Release> releases, String id, String image) {
    return releases.stream()
        .map(
            release ->
                release.id().equals(id) && !release.image().contains("@")
                    ? new Release(
                        id,
                        image,
                        release.frontendImage(),
                        release.configHash(),
                        release.createdAt(),
                        release.state(),
                        release.createdBy(),
                        release.deployment())
                    : release)
        .toList();
  }

  /** As above, for the image of the frontend. */
  static List<Release> withFrontendImage(List<Release> releases, String id, String image) {
    return releases.stream()
        .map(
            release ->
                release.id().equals(id)
                        && release.frontendImage() != null
                        && !release.frontendImage().contains("@")
                    ? new Release(
                        id,
                        release.image(),
                        image,
                        release.configHash(),
                        release.createdAt(),
                        release.state(),
                        release.createdBy(),
                        release.deployment())
                    : release)
        .toList();
  }

  /** The list with the deployment that asked for one release. */
  static List<Release> withDeployment(List<Release> releases, String id, String deployment) {
    return releases.stream()
        .map(
            release ->
                release.id().equals(id)
                    ? new Release(
                        id,
                        release.image(),
                        release.frontendImage(),
                        release.configHash(),
                        release.createdAt(),
                        release.state(),
                        release.createdBy(),
                        deployment)
                    : release)
        .toList();
  }

  /** With the digest, where an earlier run of the release has found it out. */
  private static String imageKnown(List<Release> releases, Target target) {
    var image = target.content().image();
    return find(releases, target.id())
        .map(Release::image)
        .filter(known -> known.startsWith(image + "@"))
        .orElse(image);
  }

  /** Null for a release without a frontend. */
  private static String frontendKnown(List<Release> releases, Target target) {
    var image = target.content().frontendImage();
    return find(releases, target.id())
        .map(Release::frontendImage)
        .filter(known -> FrontendImage.isOf(image, known))
        .orElse(image.isEmpty() ? null : image);
  }

  private static Release inState(Release release, ReleaseState state) {
    return new Release(
        release.id(),
        release.image(),
        release.frontendImage(),
        release.configHash(),
        release.createdAt(),
        state,
        release.createdBy(),
        release.deployment());
  }

  /** The index of the oldest one that does not serve. */
  private static int oldestIdle(List<Release> releases) {
    int last = releases.size() - 1;
    return releases.get(last).state() == ReleaseState.ACTIVE ? last - 1 : last;
  }
}
