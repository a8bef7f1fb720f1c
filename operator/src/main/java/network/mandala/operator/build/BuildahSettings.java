package network.mandala.operator.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.mandala.operator.registry.PullSecret;

/**
 * The files that tell buildah where images come from and what the steps of a Dockerfile find in
 * their environment.
 */
final class BuildahSettings {

  static final String AUTHENTICATION = "auth.json";
  static final String REGISTRIES = "registries.conf";
  static final String CONTAINERS = "containers.conf";

  /** A line for each variable of the steps. */
  static final String VARIABLES = "variables";

  private static final List<String> TRUST_VARIABLES =
      List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE");

  private BuildahSettings() {}

  /**
   * @param host of the registry
   * @param pullGrant may pull base images and nothing else: the tenant's code reads it
   */
  static Map<String, String> files(
      String project, String host, String pullGrant, BuildLimits limits) {
    var files = new TreeMap<String, String>();
    files.put(AUTHENTICATION, PullSecret.dockerConfigJson(host, project, pullGrant));
    files.put(REGISTRIES, registries(host, limits.insecureRegistry()));
    files.put(CONTAINERS, containers(limits));
    files.put(VARIABLES, variables(limits));
    return files;
  }

  /** A name without a registry is looked for on this node first, then where Docker looks for it. */
  private static String registries(String host, boolean insecure) {
    return """
    unqualified-search-registries = [%1$s, "docker.io"]
    short-name-mode = "disabled"

    [[registry]]
    location = %1$s
    insecure = %2$s
    """
        .formatted(quoted(host), insecure);
  }

  /**
   * They are there while a step runs, and are in no image: the script names them to buildah, which
   * takes no variables from its configuration when it builds.
   */
  private static String variables(BuildLimits limits) {
    var variables = new TreeMap<>(limits.environment());
    if (limits.trustBundle()) {
      TRUST_VARIABLES.forEach(name -> variables.putIfAbsent(name, BuildJob.TRUST_FILE));
    }
    return variables.entrySet().stream()
        .map(v -> v.getKey() + "=" + v.getValue().replaceAll("\\R", " ") + "\n")
        .collect(Collectors.joining());
  }

  private static String containers(BuildLimits limits) {
    return """
    [containers]
    volumes = %s

    [engine]
    helper_binaries_dir = ["/storage/helpers"]
    """
        .formatted(list(limits.trustBundle() ? List.of("/trust:/trust:ro") : List.of()));
  }

  private static String list(List<String> texts) {
    return texts.stream().map(BuildahSettings::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A basic string of TOML. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
