package network.mandala.cli.agent;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;

/** What a push notes about itself on the Agent. */
final class PushAnnotations {
  /** The names of the variables that came from a manifest: the next one may drop them. */
  private static final String VARIABLES = "mandala.network/manifest-variables";

  private PushAnnotations() {}

  /**
   * @param generation of the Agent after the push: what comes later is not by {@code who}
   */
  static Map<String, String> of(String who, long generation, Set<String> variablesOfManifest) {
    var annotations =
        new TreeMap<>(
            Map.of(
                AgentAnnotations.PUSHED_BY,
                who,
                AgentAnnotations.PUSHED_GENERATION,
                String.valueOf(generation)));
    if (!variablesOfManifest.isEmpty()) {
      annotations.put(VARIABLES, String.join(",", new TreeSet<>(variablesOfManifest)));
    }
    return annotations;
  }

  static Set<String> variablesOfManifest(Agent agent) {
    var annotations = agent.getMetadata().getAnnotations();
    return Arrays.stream(
            (annotations == null ? "" : annotations.getOrDefault(VARIABLES, "")).split(","))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
