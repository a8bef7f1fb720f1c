package network.mandala.operator.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.DomainTarget;

/**
 * A host name that an agent asks for.
 *
 * @param impliedBy the domain of the spec that it goes with; empty: the spec names it
 */
record DomainClaim(String host, DomainTarget target, String impliedBy) {

  private static final String WWW = "www.";
  private static final int LONGEST_HOST = 253;

  /** Each host once; those of the spec first, so that the others find what was decided of them. */
  static SequencedCollection<DomainClaim> of(AgentSpec spec) {
    var frontend = spec.frontend() == null ? List.<String>of() : spec.frontend().domains();
    var claims = new LinkedHashMap<String, DomainClaim>();
    spec.domains().forEach(host -> put(claims, new DomainClaim(host, DomainTarget.AGENT, "")));
    frontend.forEach(host -> put(claims, new DomainClaim(host, DomainTarget.FRONTEND, "")));
    frontend.stream()
        .filter(host -> !host.startsWith(WWW))
        .filter(host -> host.length() + WWW.length() <= LONGEST_HOST)
        .forEach(host -> put(claims, new DomainClaim(WWW + host, DomainTarget.FRONTEND, host)));
    return claims.sequencedValues();
  }

  private static void put(LinkedHashMap<String, DomainClaim> claims, DomainClaim claim) {
    claims.putIfAbsent(claim.host(), claim);
  }

  boolean isImplied() {
    return !impliedBy.isEmpty();
  }
}
