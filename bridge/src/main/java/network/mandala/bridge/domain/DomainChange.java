package network.mandala.bridge.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainTarget;

/** What is to be changed in an Agent so that it asks for the domains of its project. Pure. */
final class DomainChange {

  private DomainChange() {}

  /** The spec's new fields; empty if it asks for them already. Others that it names stay. */
  static Optional<Map<String, Object>> of(
      Agent agent, List<ProjectDomain> wanted, Set<String> dropped) {
    var change = new TreeMap<String, Object>();
    var now = agent.getSpec().domains();
    var then = changed(now, wanted, dropped, DomainTarget.AGENT);
    if (!then.equals(now)) {
      change.put("domains", then);
    }
    var frontend = agent.getSpec().frontend();
    if (frontend != null) {
      var thenOfFrontend = changed(frontend.domains(), wanted, dropped, DomainTarget.FRONTEND);
      if (!thenOfFrontend.equals(frontend.domains())) {
        change.put("frontend", Map.of("domains", thenOfFrontend));
      }
    }
    return change.isEmpty() ? Optional.empty() : Optional.of(change);
  }

  private static List<String> changed(
      List<String> now, List<ProjectDomain> wanted, Set<String> dropped, DomainTarget target) {
    var then = new LinkedHashSet<>(now);
    then.removeAll(dropped);
    for (var domain : wanted) {
      if (domain.target() == target) {
        then.add(domain.host());
      } else {
        then.remove(domain.host());
      }
    }
    return List.copyOf(then);
  }
}
