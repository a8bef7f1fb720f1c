package network.mandala.operator.bundle;

/**
 * A bundle as a Spore names it.
 *
 * @param project in whose repositories it lies
 * @param uid of the Project
 * @param source 64 hex digits, the SHA-256 of the bundle; or an artifact, {@code
 *     [host/]repository@sha256:<digest>}
 */
public record BundleKey(String project, String uid, String source) {}
