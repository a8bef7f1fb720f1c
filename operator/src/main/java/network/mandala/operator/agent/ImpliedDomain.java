package network.mandala.operator.agent;

import java.util.List;
import java.util.Objects;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;

/**
 * Decides about a host that goes with a domain, as www does; pure. Who can make records below a
 * domain can make them below its www as well, so there is one proof for both. Who has proved the
 * host by itself has it, whenever that was: the owner of the domain has given it away.
 */
final class ImpliedDomain {

  private ImpliedDomain() {}

  /**
   * @param of what was decided about the domain that the host goes with
   * @param others that name the host as well
   */
  static DomainVerdict decide(
      DomainClaim claim, DomainVerdict of, Agent agent, Node node, List<Agent> others) {
    boolean routed = of.standing() == DomainVerdict.Standing.ROUTED;
    var standing =
        DomainRules.isOfNode(claim.host(), node)
            ? DomainVerdict.Standing.OF_NODE
            : routed && others.stream().anyMatch(other -> hasProved(other, claim.host(), agent))
                ? DomainVerdict.Standing.TAKEN
                : of.standing();
    var known = of.status();
    var status =
        new DomainStatus(
            claim.host(),
            known.state(),
            known.verifiedAt(),
            known.missingSince(),
            null,
            switch (standing) {
              case ROUTED, UNPROVED -> "It goes with %s.".formatted(claim.impliedBy());
              case TAKEN -> "Another agent answers at it, by a proof of its own.";
              case OF_NODE -> "It belongs to this node, which names hosts itself.";
            },
            null,
            claim.target(),
            claim.impliedBy());
    return new DomainVerdict(status, standing, false, of.recheck());
  }

  private static boolean hasProved(Agent other, String host, Agent agent) {
    return !other.getMetadata().getUid().equals(agent.getMetadata().getUid())
        && !other.isMarkedForDeletion()
        && other.getStatus() != null
        && other.getStatus().domains().stream()
            .filter(status -> status.host().equals(host))
            .filter(status -> status.state() == DomainState.VERIFIED)
            .map(DomainStatus::impliedBy)
            .anyMatch(Objects::isNull);
  }
}
