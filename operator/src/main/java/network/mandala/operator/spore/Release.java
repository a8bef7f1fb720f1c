package network.mandala.operator.spore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import network.mandala.crds.format.Formats;
import network.mandala.crds.reference.EnvSource;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.kubernetes.Hashes;

/**
 * Everything that makes the pods of a spore what they are: another one of these is rolled out
 * beside the one that serves.
 *
 * @param port that the program is told in PORT
 * @param cpuMilli thousandths of a processor that an instance is given, no more and no less
 * @param memoryMb memory of an instance, in MiB
 * @param startupSeconds how long it may take until it answers
 * @param profile of the nodes, {@code apparmor/NAME} or {@code seccomp/FILE}; empty: the usual one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Release(
    Bundle bundle,
    int port,
    long cpuMilli,
    long memoryMb,
    List<EnvSource> envFrom,
    int startupSeconds,
    String profile) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
  private static final int USUAL_PORT = 8080;
  private static final int ID_DIGITS = 10;

  Release {
    envFrom = envFrom == null ? List.of() : List.copyOf(envFrom);
    profile = profile == null ? "" : profile;
  }

  /** What a spec makes of a bundle: it gets what it asks for, or all that the budget has. */
  static Release of(Bundle bundle, SporeSpec spec, String profile) {
    var budget = spec.budget();
    return new Release(
        bundle,
        spec.plan().port() == 0 ? USUAL_PORT : spec.plan().port(),
        bundle.cpuMilli() == 0 ? budget.cpuMilli() : bundle.cpuMilli(),
        bundle.memoryMb() == 0 ? budget.memoryMb() : bundle.memoryMb(),
        spec.envFrom(),
        (int) Math.max(1, Formats.duration(spec.startup()).toSeconds()),
        profile);
  }

  /** Reads what {@link #asMap} wrote. */
  static Release parse(Object tree) {
    return JSON.convertValue(tree, Release.class);
  }

  Map<String, Object> asMap() {
    return JSON.convertValue(this, TREE);
  }

  /** Equal contents have equal ids. It starts with a letter: digits alone are a number in YAML. */
  @JsonIgnore
  String id() {
    return "s" + Hashes.of(asMap()).substring(0, ID_DIGITS);
  }
}
