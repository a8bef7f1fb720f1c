package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.crds.agent.Agent;

/**
 * What earlier pushes said about an Agent, read from the fields that the API server knows to be
 * ours: fields of other writers are left to them.
 *
 * @param entry null when no push named one
 * @param fromManifest the variables of {@code environment} that a manifest gave, not a person
 */
record EarlierPush(
    String entry, List<Integer> ports, Map<String, String> environment, Set<String> fromManifest) {
  private static final EarlierPush NONE = new EarlierPush(null, List.of(), Map.of(), Set.of());

  /** {@code agent} may be null: there was none. */
  static EarlierPush of(Agent agent) {
    if (agent == null || agent.getMetadata().getManagedFields() == null) {
      return NONE;
    }
    return agent.getMetadata().getManagedFields().stream()
        .filter(
            entry ->
                ServerSideApply.FIELD_MANAGER.equals(entry.getManager())
                    && "Apply".equals(entry.getOperation()))
        .findFirst()
        .map(entry -> read(agent, entry))
        .orElse(NONE);
  }

  private static EarlierPush read(Agent agent, ManagedFieldsEntry ours) {
    Map<?, ?> spec =
        child(
            ours.getFieldsV1() == null ? Map.of() : ours.getFieldsV1().getAdditionalProperties(),
            "f:spec");
    var environment = new TreeMap<String, String>();
    Map<?, ?> variables = child(spec, "f:env");
    agent
        .getSpec()
        .env()
        .forEach(
            (key, value) -> {
              if (variables.containsKey("f:" + key)) {
                environment.put(key, value);
              }
            });
    String entry =
        child(spec, "f:build").containsKey("f:entry") ? agent.getSpec().build().entry() : null;
    List<Integer> ports = spec.containsKey("f:ports") ? agent.getSpec().ports() : List.of();
    return new EarlierPush(entry, ports, environment, PushAnnotations.variablesOfManifest(agent));
  }

  private static Map<?, ?> child(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }
}
