package network.mandala.operator.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.HealthCheck;
import network.mandala.crds.agent.Resources;
import network.mandala.crds.reference.EnvSource;
import network.mandala.operator.kubernetes.Hashes;

/**
 * What the pods of one release are made from: an image and a configuration. What is not in here
 * (number of pods, host names, the provider's settings) holds for every release at once.
 *
 * @param frontendImage of the frontend beside the agent; empty: it has none
 * @param envSecret name of the immutable Secret with the environment; empty: there is none
 * @param healthCheck null: the first port is asked for a connection
 * @param terminationGraceSeconds null: {@link #USUAL_GRACE_SECONDS}
 * @param mountPath where the volume of the agent is; empty: the pods have none
 * @param databases that the pods are told of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ReleaseContent(
    String image,
    String frontendImage,
    List<String> command,
    List<String> args,
    String envSecret,
    List<EnvSource> envFrom,
    Resources resources,
    List<Integer> ports,
    HealthCheck healthCheck,
    Integer terminationGraceSeconds,
    String mountPath,
    List<DatabaseUse> databases) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, Object>> TREE = new TypeReference<>() {};
  private static final int ID_DIGITS = 8;
  private static final int USUAL_GRACE_SECONDS = 30;

  ReleaseContent {
    frontendImage = frontendImage == null ? "" : frontendImage;
    command = command == null ? List.of() : List.copyOf(command);
    args = args == null ? List.of() : List.copyOf(args);
    envSecret = envSecret == null ? "" : envSecret;
    envFrom = envFrom == null ? List.of() : List.copyOf(envFrom);
    resources = resources == null ? Resources.standard() : resources;
    ports = List.copyOf(ports);
    mountPath = mountPath == null ? "" : mountPath;
    databases = databases == null ? List.of() : List.copyOf(databases);
  }

  static ReleaseContent of(
      AgentSpec spec,
      String image,
      String frontendImage,
      String envSecret,
      List<DatabaseUse> databases) {
    return new ReleaseContent(
        image,
        frontendImage,
        spec.command(),
        spec.args(),
        envSecret,
        spec.envFrom(),
        spec.resources(),
        spec.ports(),
        spec.healthCheck(),
        spec.terminationGraceSeconds() == USUAL_GRACE_SECONDS
            ? null
            : spec.terminationGraceSeconds(),
        spec.storage() == null ? "" : spec.storage().mountPath(),
        databases);
  }

  /** A program that is not an agent's. */
  static ReleaseContent of(String image, Resources resources, List<Integer> ports) {
    return new ReleaseContent(
        image, "", List.of(), List.of(), "", List.of(), resources, ports, null, null, "",
        List.of());
  }

  /** Reads what {@link #asMap} wrote. */
  static ReleaseContent parse(Object tree) {
    return JSON.convertValue(tree, ReleaseContent.class);
  }

  Map<String, Object> asMap() {
    return JSON.convertValue(this, TREE);
  }

  /**
   * Equal contents have equal ids, so recording a release twice is recording it once. It starts
   * with a letter: digits alone would be a number in YAML.
   */
  String id() {
    return "r" + Hashes.of(asMap()).substring(0, ID_DIGITS);
  }

  boolean hasFrontend() {
    return !frontendImage.isEmpty();
  }

  /** What the pods of the agent itself are made from: another frontend does not replace them. */
  ReleaseContent withoutFrontend() {
    return new ReleaseContent(
        image,
        "",
        command,
        args,
        envSecret,
        envFrom,
        resources,
        ports,
        healthCheck,
        terminationGraceSeconds,
        mountPath,
        databases);
  }

  boolean hasVolume() {
    return !mountPath.isEmpty();
  }

  boolean hasGpu() {
    return resources.gpu() > 0;
  }

  /** How long the program has from being told to end until it is killed. */
  int secondsToEnd() {
    return terminationGraceSeconds == null ? USUAL_GRACE_SECONDS : terminationGraceSeconds;
  }

  /** Of everything but the images. */
  String configHash() {
    var tree = new TreeMap<>(asMap());
    tree.remove("image");
    tree.remove("frontendImage");
    return Hashes.of(tree);
  }
}
