package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.cli.follow.Conditions;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.condition.Actor;

/** Reads from an Agent's status how far a push has come. Pure. */
final class AgentProgress {
  /**
   * Reasons that waiting does not cure: the tenant has to do what the condition's message says. A
   * program that is not healthy may become so until the rollout's time is over.
   */
  private static final Set<String> STUCK =
      Arrays.stream(AgentReason.values())
          .filter(reason -> reason.actor() == Actor.TENANT && reason != AgentReason.UNHEALTHY)
          .map(AgentReason::word)
          .collect(Collectors.toUnmodifiableSet());

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
                    "False".equals(condition.getStatus()) && STUCK.contains(condition.getReason()))
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
