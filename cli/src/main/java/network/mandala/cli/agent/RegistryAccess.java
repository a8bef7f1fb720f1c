package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import network.mandala.builder.registry.Credentials;
import network.mandala.builder.registry.Transport;
import network.mandala.cli.console.Failure;

/**
 * Where a project's sources are stored, and the credential that may write there: from the Secret
 * that the operator keeps for it.
 */
record RegistryAccess(String host, boolean insecure, String username, String password) {
  private static final String SECRET = "mandala-registry-push";

  static RegistryAccess of(KubernetesClient client, String project) {
    Secret secret = client.secrets().inNamespace(Agents.namespace(project)).withName(SECRET).get();
    if (secret == null) {
      throw new Failure(
          "project "
              + project
              + " has no registry credential yet (Secret "
              + SECRET
              + "): see 'mandala project get "
              + project
              + "'");
    }
    return new RegistryAccess(
        value(secret, "host"),
        secret.getData().containsKey("insecure") && Boolean.parseBoolean(value(secret, "insecure")),
        value(secret, "username"),
        value(secret, "password"));
  }

  Credentials credentials() {
    return new Credentials(username, password);
  }

  Transport transport() {
    return insecure ? Transport.PLAIN : Transport.TLS;
  }

  private static String value(Secret secret, String key) {
    String encoded = secret.getData() == null ? null : secret.getData().get(key);
    if (encoded == null) {
      throw new Failure(
          "Secret "
              + SECRET
              + " in "
              + secret.getMetadata().getNamespace()
              + " has no key "
              + key
              + ": delete it, the operator makes it again");
    }
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return username + ":***@" + host;
  }
}
