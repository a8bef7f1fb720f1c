package network.mandala.cli.spore;

import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeRelease;

/** Which bundle a rollback means. Pure. */
final class SporeRollback {
  private SporeRollback() {}

  /**
   * @param to a digest that has served, or how one begins; null: the one before
   */
  static String target(Spore spore, String to) {
    var status = spore.getStatus();
    List<SporeRelease> history = status == null ? List.of() : status.history();
    if (to != null) {
      var found =
          history.stream()
              .map(SporeRelease::digest)
              .filter(digest -> !to.isEmpty() && digest.startsWith(to))
              .distinct()
              .toList();
      if (found.size() != 1) {
        throw new Failure(
            "%s bundle that has served begins with '%s'; there are: %s"
                .formatted(found.isEmpty() ? "no" : "more than one", to, digests(history)));
      }
      return found.getFirst();
    }
    var serving = status == null ? null : status.digest();
    if (serving != null && !serving.equals(spore.getSpec().bundle().digest())) {
      return serving;
    }
    return history.stream()
        .map(SporeRelease::digest)
        .filter(digest -> !digest.equals(serving))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    "no other bundle of spore %s has served before"
                        .formatted(spore.getMetadata().getName())));
  }

  private static String digests(List<SporeRelease> history) {
    return history.isEmpty()
        ? "none"
        : history.stream().map(SporeRelease::digest).collect(Collectors.joining(", "));
  }
}
