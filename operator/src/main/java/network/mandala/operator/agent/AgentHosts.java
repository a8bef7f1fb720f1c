package network.mandala.operator.agent;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.agent.DomainTarget;

/** The host names of an agent. */
final class AgentHosts {

  private AgentHosts() {}

  /** The name that every agent has: nobody else can have it. */
  static String own(Seen seen) {
    return seen.name() + "." + seen.projectName() + "." + seen.node().domain();
  }

  static String url(Seen seen) {
    return seen.node().url().of(own(seen));
  }

  /** Those that lead to it: its own, and the domains that nothing stands against. */
  static List<String> routed(Seen seen) {
    return Stream.concat(Stream.of(own(seen)), domains(seen, DomainTarget.AGENT)).toList();
  }

  /** Domains that lead there. */
  static Stream<String> domains(Seen seen, DomainTarget target) {
    return in(seen, DomainVerdict.Standing.ROUTED)
        .filter(verdict -> verdict.status().leadsTo() == target)
        .map(DomainVerdict::host);
  }

  /** Domains that another agent has, or that are the node's own. */
  static List<DomainVerdict> refused(Seen seen) {
    return in(seen, DomainVerdict.Standing.TAKEN, DomainVerdict.Standing.OF_NODE).toList();
  }

  /** Domains of the spec that nobody has proved to belong to the project. */
  static List<DomainVerdict> unproved(Seen seen) {
    return in(seen, DomainVerdict.Standing.UNPROVED)
        .filter(verdict -> !verdict.isImplied())
        .toList();
  }

  static Stream<DomainVerdict> in(Seen seen, DomainVerdict.Standing... standings) {
    var wanted = Set.of(standings);
    return seen.domains().stream().filter(verdict -> wanted.contains(verdict.standing()));
  }
}
