package network.mandala.operator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainTarget;

/**
 * The host names of the frontend of an agent. One is its own, since no agent may be named so; the
 * short one is for the first frontend of the project that asks for it.
 */
final class FrontendHosts {

  private static final String SUFFIX = "-frontend";

  /** An agent of this name has the short host name as its own. */
  static final String SHORT = "frontend";

  private FrontendHosts() {}

  /** The name of each object of the frontend. */
  static String nameFor(Agent agent) {
    return agent.getMetadata().getName() + SUFFIX;
  }

  static String nameFor(Seen seen) {
    return nameFor(seen.agent());
  }

  /** Those that lead to it, the one that people are told first. */
  static List<String> routed(Seen seen) {
    var hosts = new ArrayList<String>();
    if (seen.frontend().shortNameOwner().isEmpty()) {
      hosts.add(shortName(seen));
    }
    hosts.add(own(seen));
    AgentHosts.domains(seen, DomainTarget.FRONTEND).forEach(hosts::add);
    return List.copyOf(hosts);
  }

  static String url(Seen seen) {
    return seen.node().url().of(routed(seen).getFirst());
  }

  /**
   * Where pages that call the agent can come from, as browsers write it. It does not depend on who
   * has the short name now: pods are not replaced because of what another agent does.
   */
  static String origins(Seen seen) {
    return List.of(shortName(seen), own(seen)).stream()
        .map(host -> seen.node().url().of(host).replaceFirst("/$", ""))
        .collect(Collectors.joining(","));
  }

  static String shortName(Seen seen) {
    return SHORT + "." + seen.projectName() + "." + seen.node().domain();
  }

  private static String own(Seen seen) {
    return nameFor(seen) + "." + seen.projectName() + "." + seen.node().domain();
  }
}
