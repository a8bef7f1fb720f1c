package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.Optional;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.condition.Actor;
import network.mandala.operator.kubernetes.Conditions;

/** From reasons to conditions and back. */
final class AgentReasons {

  private AgentReasons() {}

  static Optional<AgentReason> parse(String word) {
    return Arrays.stream(AgentReason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst();
  }

  /**
   * A condition that is not True: Unknown while it goes on by itself, False when somebody has to
   * act.
   */
  static Condition unmet(AgentCondition type, Finding finding) {
    return Conditions.of(
        type.word(),
        finding.reason().actor() == Actor.NOBODY ? Conditions.UNKNOWN : Conditions.FALSE,
        finding.reason().word(),
        finding.message());
  }

  static Condition pending(AgentCondition type) {
    return unmet(type, new Finding(AgentReason.PENDING, "An earlier step is not done."));
  }

  static Condition met(AgentCondition type, AgentReason reason, String message) {
    return Conditions.of(type.word(), Conditions.TRUE, reason.word(), message);
  }
}
