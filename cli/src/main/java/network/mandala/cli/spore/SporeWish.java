package network.mandala.cli.spore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;

/**
 * What {@code run} asks for, in the words of the older mesh: so many instances on each of so many
 * nodes. Here the cluster places them, so the two say how many there are at least and at most.
 *
 * @param allowOlder whether a version that is older than one that ran before may be started
 */
record SporeWish(
    String digest,
    int instances,
    int nodes,
    int port,
    int cpuMilli,
    int memoryMb,
    String warmup,
    boolean allowOlder) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST = 100;

  SporeWish {
    requireDigest(digest);
    if (instances < 1 || nodes < 1 || (long) instances * nodes > MOST) {
      throw new Failure(
          "-instances times -nodes is the most instances: from 1 to %d, and was %d"
              .formatted(MOST, (long) instances * nodes));
    }
  }

  static String requireDigest(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new Failure("a digest is 64 lower case hexadecimal digits");
    }
    return digest;
  }

  /** The fields of the Spore that the command line writes. */
  Map<String, Object> spec() {
    int most = instances * nodes;
    var spec = new LinkedHashMap<String, Object>();
    spec.put("bundle", Map.of("digest", digest));
    spec.put("plan", Map.of("min", instances, "max", most, "port", port));
    spec.put("budget", Map.of("maxInstances", most, "cpuMilli", cpuMilli, "memoryMb", memoryMb));
    spec.put("warmup", warmup);
    spec.put("rollback", allowOlder ? "allow" : "refuse");
    spec.put("suspend", false);
    return spec;
  }

  /** The change that starts another bundle of a spore that is there already. */
  static Map<String, Object> otherBundle(String digest, boolean allowOlder) {
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put("digest", requireDigest(digest));
    // It has one of the two.
    bundle.put("artifact", null);
    return Map.of(
        "spec",
        Map.of("bundle", bundle, "rollback", allowOlder ? "allow" : "refuse", "suspend", false));
  }
}
