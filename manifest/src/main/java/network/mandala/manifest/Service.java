package network.mandala.manifest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.AgentSpec;

/**
 * One Agent as a manifest asks for it.
 *
 * @param name of the Agent; a manifest of version 1.0 gives none, its one service is called {@link
 *     Manifest#AGENT}
 * @param image to run as it is; empty: it is built from the source
 * @param fields of the Agent's spec that the manifest speaks of, as in its JSON: without the
 *     source, the environment and everything that is left to its default
 * @param environment opaque texts
 */
public record Service(
    String name, String image, Map<String, Object> fields, Map<String, String> environment) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Service {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  public boolean isBuilt() {
    return image.isEmpty();
  }

  /** The source has to be stored: the program is built from it, or files of it are served. */
  public boolean needsSource() {
    return isBuilt()
        || (fields.get("frontend") instanceof Map<?, ?> frontend
            && frontend.containsKey("directory"));
  }

  /**
   * {@link #fields} with the source: what is to be written of an Agent's spec but its environment.
   *
   * @param artifact the source by digest; not read when an image is given
   */
  public Map<String, Object> fields(String artifact) {
    var spec = new LinkedHashMap<>(fields);
    spec.put("source", isBuilt() ? Map.of("artifact", artifact) : Map.of("image", image));
    return spec;
  }

  /**
   * The whole spec.
   *
   * @param artifact the source by digest; not read when an image is given
   * @param links variables with the URLs of other services; they win
   */
  public AgentSpec spec(String artifact, Map<String, String> links) {
    var spec = fields(artifact);
    var variables = new TreeMap<>(environment);
    variables.putAll(links);
    spec.put("env", variables);
    return JSON.convertValue(spec, AgentSpec.class);
  }
}
