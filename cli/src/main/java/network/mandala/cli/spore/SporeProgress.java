package network.mandala.cli.spore;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import network.mandala.cli.follow.Conditions;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.condition.Actor;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeState;

/** Reads from a Spore's status how far a bundle has come. Pure. */
final class SporeProgress {
  private SporeProgress() {}

  /**
   * Until a bundle answers.
   *
   * @param generation the Spore's after it was written: a status that answers an older one says
   *     nothing about it
   */
  static Progress serving(Spore spore, String digest, long generation) {
    if (!isSeen(spore, generation)) {
      return unseen(spore);
    }
    var conditions = spore.getStatus().conditions();
    var stuck =
        conditions.stream()
            .filter(condition -> "False".equals(condition.getStatus()))
            .filter(condition -> needsTenant(condition.getReason()))
            .findFirst();
    if (stuck.isPresent()) {
      return new Progress.Stuck(stuck.get().getReason() + ": " + Conditions.words(stuck.get()));
    }
    if (Conditions.isTrue(conditions, "Ready") && digest.equals(spore.getStatus().digest())) {
      return new Progress.Arrived();
    }
    // One that is ready still serves the bundle before.
    return new Progress.Underway(
        conditions.stream()
            .filter(condition -> !"True".equals(condition.getStatus()))
            .findFirst()
            .map(Conditions::words)
            .orElse("the operator works on the spore"));
  }

  /** Until it has no instances. */
  static Progress stopped(Spore spore, long generation) {
    if (!isSeen(spore, generation)) {
      return unseen(spore);
    }
    var state = spore.getStatus().state();
    return state == SporeState.STOPPED || state == SporeState.IDLE
        ? new Progress.Arrived()
        : new Progress.Underway("its instances end");
  }

  private static boolean isSeen(Spore spore, long generation) {
    return spore != null
        && spore.getStatus() != null
        && spore.getStatus().observedGeneration() != null
        && spore.getStatus().observedGeneration() >= generation;
  }

  private static Progress unseen(Spore spore) {
    return spore == null
        ? new Progress.Stuck("the spore was deleted by somebody else while we waited")
        : new Progress.Underway("waiting for the operator to see the spore");
  }

  /** A program that is not healthy yet may still become so: the operator says when it gives up. */
  private static boolean needsTenant(String word) {
    return !"Unhealthy".equals(word)
        && Arrays.stream(SporeReason.values())
            .anyMatch(reason -> reason.word().equals(word) && reason.actor() == Actor.TENANT);
  }

  static String words(Condition condition) {
    return Conditions.words(condition).lines().findFirst().orElse("");
  }
}
