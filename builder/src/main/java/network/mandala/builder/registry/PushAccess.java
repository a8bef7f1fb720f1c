package network.mandala.builder.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Where a project's sources are stored, and the credential that may write there: what the operator
 * keeps in the Secret {@link #SECRET} of the project's namespace.
 */
public record PushAccess(String host, Transport transport, Credentials credentials) {
  /** The name of the Secret. */
  public static final String SECRET = "mandala-registry-push";

  /**
   * Reads the data of the Secret.
   *
   * @param data texts in base64
   * @throws IllegalArgumentException naming the key that is missing or wrong, never a value
   */
  public static PushAccess parse(Map<String, String> data) {
    return new PushAccess(
        value(data, "host"),
        data.containsKey("insecure") && Boolean.parseBoolean(value(data, "insecure"))
            ? Transport.PLAIN
            : Transport.TLS,
        new Credentials(value(data, "username"), value(data, "password")));
  }

  /** The repository that the sources of an agent are pushed to. */
  public Reference sources(String project, String agent) {
    return new Reference(host, project + "/" + agent + "/source", "");
  }

  /**
   * The repository that the signed bundles of a project are pushed to. No agent can have its name,
   * and the credential for sources is good for it.
   */
  public Reference spores(String project) {
    return new Reference(host, project + "/spore_bundles/source", "");
  }

  private static String value(Map<String, String> data, String key) {
    var encoded = data.get(key);
    if (encoded == null) {
      throw new IllegalArgumentException("the Secret " + SECRET + " has no key " + key);
    }
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key " + key + " of the Secret " + SECRET + " is not base64");
    }
  }
}
