package network.mandala.operator.config;

import java.util.Map;
import java.util.TreeMap;
import network.mandala.configuration.ConfigReader;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.spore.SporePublicKey;

/**
 * What the provider decides about spores.
 *
 * @param maxBundleBytes the largest bundle, and the largest program
 * @param trustedKeys public keys that every project trusts, by name
 * @param revoked public keys and digests of bundles that nobody may run, each with the reason
 * @param profiles for each word that a manifest may have as {@code lsm_profile}: the profile of the
 *     nodes, {@code apparmor/NAME} or {@code seccomp/FILE}
 */
public record SporeConfig(
    long maxBundleBytes,
    Map<String, String> trustedKeys,
    Map<String, String> revoked,
    Map<String, String> profiles) {

  private static final String DIGEST = "[0-9a-f]{64}";

  public SporeConfig {
    trustedKeys = new TreeMap<>(trustedKeys);
    revoked = new TreeMap<>(revoked);
    profiles = new TreeMap<>(profiles);
  }

  static SporeConfig read(ConfigReader in) {
    var config =
        new SporeConfig(
            in.longBetween(
                "spores.maxBundleBytes",
                1 << 20,
                1L << 30,
                256L << 20,
                "largest signed bundle, and largest program in one, bytes; the operator's"
                    + " temporary folder needs four times as much"),
            in.map(
                "spores.trustedKeys",
                Map.of(),
                "public keys (44 characters of base64), by name, whose bundles every project may run"),
            in.map(
                "spores.revoked",
                Map.of(),
                "public keys and digests of bundles that nobody may run any more, each with the"
                    + " reason; what runs is stopped"),
            in.map(
                "spores.profiles",
                Map.of(),
                "for each lsm_profile that a manifest may name the profile of the nodes:"
                    + " apparmor/NAME or seccomp/FILE"));
    config
        .trustedKeys
        .values()
        .forEach(
            key ->
                in.require(
                    isKey(key), "spores.trustedKeys: \"" + key + "\" is no Ed25519 public key"));
    config
        .revoked
        .keySet()
        .forEach(
            entry ->
                in.require(
                    entry.matches(DIGEST) || isKey(entry),
                    "spores.revoked: \"" + entry + "\" is neither a digest nor a public key"));
    config
        .profiles
        .values()
        .forEach(
            profile ->
                in.require(
                    profile.matches("(apparmor|seccomp)/.+"),
                    "spores.profiles: \""
                        + profile
                        + "\" does not begin with apparmor/ or seccomp/"));
    return config;
  }

  private static boolean isKey(String text) {
    try {
      return SporePublicKey.parse(text).base64().equals(text);
    } catch (InvalidKey no) {
      return false;
    }
  }
}
