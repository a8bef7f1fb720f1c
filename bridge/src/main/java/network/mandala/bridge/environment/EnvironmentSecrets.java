package network.mandala.bridge.environment;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.identity.Sha256;

/**
 * Variables as Secrets. What pods are given is immutable and named by its content, as everywhere
 * here: a change is a new name and so a new release, and a release that is returned to finds what
 * it had.
 */
final class EnvironmentSecrets {
  /** What the admins of a project have set; it is there before anything is deployed. */
  static final String CURRENT = "mandala-bridge-environment";

  /** Of what pods are given of it. */
  static final String COPIES = CURRENT + "-";

  /** Of the variables that a manifest gave. */
  static final String MANIFESTS = "mandala-bridge-manifest-";

  private static final int NAME_DIGITS = 16;
  private static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/managed-by", "mandala-bridge");

  private EnvironmentSecrets() {}

  static Secret current(String namespace, Map<String, String> variables) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(CURRENT)
        .withNamespace(namespace)
        .withLabels(LABELS)
        .endMetadata()
        .withData(encoded(variables))
        .build();
  }

  /** A patch that does nothing if somebody has changed it since. */
  static String replacement(Secret before, Map<String, String> variables) {
    return Serialization.asJson(
        List.of(
            Map.of(
                "op", "test",
                "path", "/metadata/resourceVersion",
                "value", before.getMetadata().getResourceVersion()),
            Map.of("op", "add", "path", "/data", "value", encoded(variables))));
  }

  static Secret immutable(String namespace, String prefix, Map<String, String> variables) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(prefix + digits(variables))
        .withNamespace(namespace)
        .withLabels(LABELS)
        .endMetadata()
        .withImmutable(true)
        .withData(encoded(variables))
        .build();
  }

  static Map<String, String> variables(Secret secret) {
    var variables = new TreeMap<String, String>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (name, value) ->
                  variables.put(
                      name, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return variables;
  }

  private static Map<String, String> encoded(Map<String, String> variables) {
    var data = new TreeMap<String, String>();
    variables.forEach(
        (name, value) ->
            data.put(
                name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return data;
  }

  private static String digits(Map<String, String> variables) {
    var text = new StringBuilder();
    // Lengths, so that no two sets of variables are written alike.
    new TreeMap<>(variables)
        .forEach(
            (name, value) ->
                text.append(name.length())
                    .append(':')
                    .append(name)
                    .append(value.length())
                    .append(':')
                    .append(value));
    return HexFormat.of()
        .formatHex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)))
        .substring(0, NAME_DIGITS);
  }
}
