package network.mandala.operator.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The document that kubelets read out of a Secret of type kubernetes.io/dockerconfigjson. */
public final class PullSecret {

  public static final String TYPE = "kubernetes.io/dockerconfigjson";
  public static final String KEY = ".dockerconfigjson";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PullSecret() {}

  /**
   * @param host the registry as in image references
   * @param grant letters, digits, dots, dashes and underlines only: nothing to escape
   */
  public static String dockerConfigJson(String host, String user, String grant) {
    var auth =
        Base64.getEncoder().encodeToString((user + ":" + grant).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"" + host + "\":{\"auth\":\"" + auth + "\"}}}";
  }

  /** The grant in such a document; empty when there is none. */
  public static Optional<String> grantIn(String dockerConfigJson) {
    try {
      for (var registry : JSON.readTree(dockerConfigJson).path("auths")) {
        var auth = Base64.getDecoder().decode(registry.path("auth").asText());
        var pair = new String(auth, StandardCharsets.UTF_8);
        return Optional.of(pair.substring(pair.indexOf(':') + 1));
      }
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
