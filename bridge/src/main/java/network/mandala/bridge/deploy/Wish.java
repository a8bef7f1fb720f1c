package network.mandala.bridge.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an accepted upload asks for.
 *
 * @param agent the Agent's name
 * @param content digest of what was uploaded
 * @param spec the fields of the Agent that are written, without any value of a variable
 */
public record Wish(String agent, String content, Map<String, Object> spec) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  public Wish {
    spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
  }

  static Wish parse(String agent, String content, String spec) {
    try {
      return new Wish(agent, content, JSON.readValue(spec, FIELDS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wish that we wrote cannot be read", e);
    }
  }

  String json() {
    try {
      return JSON.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wish cannot be written as JSON", e);
    }
  }
}
