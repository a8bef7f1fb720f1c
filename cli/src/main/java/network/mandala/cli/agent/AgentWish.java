package network.mandala.cli.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a push asks for.
 *
 * @param entry null: found by the build
 * @param ports empty: as the push before said, or the default
 * @param environment on top of the variables of earlier pushes
 */
record AgentWish(
    String project,
    String name,
    String runtime,
    String entry,
    List<Integer> ports,
    Map<String, String> environment) {
  AgentWish {
    ports = List.copyOf(ports);
    environment = Map.copyOf(environment);
  }

  /**
   * The fields of the Agent that the command line writes. What an earlier push said and this one
   * does not mention is said again: with server-side apply it would be taken away otherwise.
   */
  Map<String, Object> spec(String artifact, EarlierPush earlier) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("source", Map.of("artifact", artifact));
    spec.put("runtime", runtime);
    String start = entry != null ? entry : earlier.entry();
    if (start != null) {
      spec.put("build", Map.of("entry", start));
    }
    List<Integer> listen = ports.isEmpty() ? earlier.ports() : ports;
    if (!listen.isEmpty()) {
      spec.put("ports", listen);
    }
    var variables = new TreeMap<>(earlier.environment());
    variables.putAll(environment);
    if (!variables.isEmpty()) {
      spec.put("env", variables);
    }
    return spec;
  }
}
