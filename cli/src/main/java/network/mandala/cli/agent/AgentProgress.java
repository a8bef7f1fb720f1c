package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import network.mandala.cli.follow.Conditions;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentReason;

/** Reads from an Agent's status how far a push has come. Pure. */
final class AgentProgress {
  private AgentProgress() {}

  /**
   * {@code generation} is the Agent's after it was applied; a status that answers an older one says
   * nothing about this push.
   */
  static Progress of(Agent agent, long generation) {
    if (agent == null) {
      return new Progress.Stuck("the agent was deleted by somebody else while we waited");
    }
    var status = agent.getStatus();
    if (status == null
        || status.observedGeneration() == null
        || status.observedGeneration() < generation) {
      return new Progress.Underway("waiting for the operator to see the agent");
    }
    List<Condition> conditions = status.conditions();
    Optional<Condition> stuck =
        conditions.stream()
            .filter(
                condition ->
                    "False".equals(condition.getStatus())
                        && AgentReason.needsTenant(condition.getReason()))
            .findFirst();
    if (stuck.isPresent()) {
      return new Progress.Stuck(stuck.get().getReason() + ": " + Conditions.words(stuck.get()));
    }
    // An agent answers, and so is ready, while its pods are being replaced.
    boolean rollingOut =
        Conditions.find(conditions, "RolledOut").isPresent()
            && !Conditions.isTrue(conditions, "RolledOut");
    if (Conditions.isTrue(conditions, "Ready")
        && !rollingOut
        && conditions.stream().noneMatch(condition -> "False".equals(condition.getStatus()))) {
      return new Progress.Arrived();
    }
    return new Progress.Underway(
        Conditions.find(conditions, "Ready")
            .map(Conditions::words)
            .orElse("the operator works on the agent"));
  }
}
