package network.mandala.operator.agent;

import java.util.Comparator;
import network.mandala.crds.agent.Agent;

/** Who has the short host name of frontends in a project. */
record FrontendNames(AgentEventSources sources) {

  private static final Comparator<Agent> AGE =
      Comparator.<Agent, String>comparing(agent -> agent.getMetadata().getCreationTimestamp())
          .thenComparing(agent -> agent.getMetadata().getUid());

  /**
   * An agent may have the name as its own. Else the frontend that answers at it keeps it; where
   * none does yet, or two do, that of the older agent gets it. Empty: it is free for this agent.
   */
  String shortNameOwner(Agent agent) {
    var neighbours = sources.agentsIn(agent.getMetadata().getNamespace());
    return neighbours.stream()
        .filter(other -> FrontendHosts.SHORT.equals(other.getMetadata().getName()))
        .filter(other -> !other.isMarkedForDeletion())
        .findFirst()
        .or(
            () ->
                neighbours.stream()
                    .filter(this::hasFrontend)
                    .filter(other -> !isSame(other, agent) && !other.isMarkedForDeletion())
                    .filter(other -> hasShortNameBefore(other, agent))
                    .min(AGE))
        .map(owner -> owner.getMetadata().getName())
        .orElse("");
  }

  private boolean hasShortNameBefore(Agent other, Agent agent) {
    boolean otherHasIt = hasShortName(other);
    return otherHasIt == hasShortName(agent) ? AGE.compare(other, agent) < 0 : otherHasIt;
  }

  private boolean hasFrontend(Agent agent) {
    return agent.getSpec().frontend() != null || sources.frontendIngressOf(agent).isPresent();
  }

  private boolean hasShortName(Agent agent) {
    return sources
        .frontendIngressOf(agent)
        .filter(
            ingress ->
                ingress.getSpec().getRules().stream()
                    .anyMatch(rule -> rule.getHost().startsWith(FrontendHosts.SHORT + ".")))
        .isPresent();
  }

  private static boolean isSame(Agent a, Agent b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }
}
