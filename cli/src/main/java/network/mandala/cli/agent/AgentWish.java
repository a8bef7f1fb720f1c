package network.mandala.cli.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import network.mandala.manifest.Service;

/**
 * What a push asks for.
 *
 * @param manifest null: the source has none, or it does not speak of this agent
 * @param links variables with the URLs of other agents
 */
record AgentWish(
    String project, String name, Service manifest, PushFlags flags, Map<String, String> links) {
  AgentWish {
    links = Map.copyOf(links);
  }

  static AgentWish of(String project, String name, PushFlags flags) {
    return new AgentWish(project, name, null, flags, Map.of());
  }

  boolean needsSource() {
    return manifest == null || manifest.needsSource();
  }

  /**
   * The fields of the Agent that the command line writes.
   *
   * <p>A manifest says everything anew each time: what is no longer in it goes. Without one, what
   * an earlier push said and this one does not mention is said again: with server-side apply it
   * would be taken away otherwise. Variables that were given by hand stay in both cases, and win
   * over those of the manifest, until they are unset by hand.
   *
   * @param artifact null when there is no source to build from
   */
  Map<String, Object> spec(String artifact, EarlierPush earlier) {
    var spec =
        manifest == null
            ? new LinkedHashMap<String, Object>(Map.of("source", Map.of("artifact", artifact)))
            : manifest.fields(artifact);
    if (flags.runtime() != null) {
      spec.put("runtime", flags.runtime());
    }
    String entry =
        flags.entry() != null ? flags.entry() : manifest == null ? earlier.entry() : null;
    if (entry != null) {
      var build = new LinkedHashMap<Object, Object>();
      if (spec.get("build") instanceof Map<?, ?> given) {
        build.putAll(given);
      }
      build.put("entry", entry);
      spec.put("build", build);
    }
    if (!flags.ports().isEmpty()) {
      spec.put("ports", flags.ports());
    } else if (manifest == null && !earlier.ports().isEmpty()) {
      spec.put("ports", earlier.ports());
    }
    var variables = environment(earlier);
    if (!variables.isEmpty()) {
      spec.put("env", variables);
    }
    return spec;
  }

  /** The variables that the next push may take away without being told to. */
  Set<String> variablesOfManifest() {
    if (manifest == null) {
      return Set.of();
    }
    var names = new TreeSet<>(manifest.environment().keySet());
    names.addAll(links.keySet());
    names.removeAll(flags.environment().keySet());
    return names;
  }

  private Map<String, String> environment(EarlierPush earlier) {
    var variables = new TreeMap<String, String>();
    if (manifest != null) {
      variables.putAll(manifest.environment());
    }
    earlier
        .environment()
        .forEach(
            (name, value) -> {
              if (manifest == null || !earlier.fromManifest().contains(name)) {
                variables.put(name, value);
              }
            });
    variables.putAll(links);
    variables.putAll(flags.environment());
    flags.unset().forEach(variables::remove);
    return variables;
  }
}
