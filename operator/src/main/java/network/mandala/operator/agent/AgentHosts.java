package network.mandala.operator.agent;

import java.util.ArrayList;
import java.util.List;

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
    var refused = refused(seen);
    var hosts = new ArrayList<String>();
    hosts.add(own(seen));
    seen.spec().domains().stream()
        .distinct()
        .filter(domain -> !refused.contains(domain))
        .forEach(hosts::add);
    return hosts;
  }

  /** Domains of the spec that another agent has, or that are the node's own. */
  static List<String> refused(Seen seen) {
    return seen.spec().domains().stream()
        .distinct()
        .filter(domain -> isOfNode(seen, domain) || seen.takenDomains().contains(domain))
        .toList();
  }

  static boolean isOfNode(Seen seen, String domain) {
    var own = seen.node().domain();
    return domain.equals(own) || domain.endsWith("." + own);
  }
}
