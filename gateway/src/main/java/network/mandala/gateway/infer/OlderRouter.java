package network.mandala.gateway.infer;

/**
 * The one router of a node of the first generation.
 *
 * @param keyId as its envelopes name it; empty: any
 * @param publicKey PEM or hexadecimal digits; empty: not configured
 */
public record OlderRouter(String keyId, String publicKey) {}
