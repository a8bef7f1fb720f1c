package network.mandala.operator.agent;

import java.util.Optional;
import network.mandala.crds.agent.AgentReason;
import network.mandala.operator.funding.DeployGate;
import network.mandala.operator.funding.ProjectFunds;

/** What the money of its project means for an agent, in words for its conditions. */
final class AgentFunds {

  private AgentFunds() {}

  /** Why a new build or release may not begin now; empty: it may. */
  static Optional<Finding> gate(Seen seen, ProjectSeen.Open project) {
    if (project.funds().stage() == ProjectFunds.Stage.UNMETERED) {
      return Optional.empty();
    }
    return DeployGate.decide(
            project.name(), project.funds().balance(), Estimates.of(seen), seen.node().funding())
        .map(
            closed ->
                new Finding(
                    closed.isUnknown() ? AgentReason.BALANCE_UNKNOWN : AgentReason.BALANCE_TOO_LOW,
                    closed.message()));
  }

  static Finding suspended(Seen seen, ProjectSeen.Open project) {
    return new Finding(
        AgentReason.PROJECT_SUSPENDED,
        "Project %s has no money left: no pods run%s; %s. Top it up (kubectl get mproj %s -o wide says by how much): the agent wakes up by itself."
            .formatted(
                project.name(),
                isUnpaid(seen) ? ", and its hosts answer with 402" : "",
                project.funds().stage() == ProjectFunds.Stage.RECLAIMED
                    ? "its volumes were deleted, its releases are kept"
                    : "data and releases are kept",
                project.name()));
  }

  /**
   * Whether visitors are told that nobody pays. Not where the tenant has put the agent to sleep,
   * nor where there is nobody to tell them.
   */
  static boolean isUnpaid(Seen seen) {
    return seen.project() instanceof ProjectSeen.Open open
        && open.funds().isSuspended()
        && !AgentReplicas.isSuspended(seen)
        && !seen.activatorAddress().isEmpty();
  }
}
