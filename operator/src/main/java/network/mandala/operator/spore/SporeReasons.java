package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.Optional;
import network.mandala.crds.condition.Actor;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.operator.kubernetes.Conditions;

/** From reasons to conditions and back. */
final class SporeReasons {

  private SporeReasons() {}

  static Optional<SporeReason> parse(String word) {
    return Arrays.stream(SporeReason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst();
  }

  /** Unknown while it goes on by itself, False when somebody has to act. */
  static Condition unmet(SporeCondition type, Finding finding) {
    return Conditions.of(
        type.word(),
        finding.reason().actor() == Actor.NOBODY ? Conditions.UNKNOWN : Conditions.FALSE,
        finding.reason().word(),
        finding.message());
  }

  static Condition pending(SporeCondition type) {
    return unmet(type, new Finding(SporeReason.PENDING, "An earlier step is not done."));
  }

  static Condition met(SporeCondition type, SporeReason reason, String message) {
    return Conditions.of(type.word(), Conditions.TRUE, reason.word(), message);
  }
}
