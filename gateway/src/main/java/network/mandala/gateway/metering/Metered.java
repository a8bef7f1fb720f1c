package network.mandala.gateway.metering;

import java.time.Instant;

/**
 * A call that is written down.
 *
 * @param callId names it for ever
 * @param keyId the router's
 * @param millisatoshis what it costs
 */
public record Metered(
    byte[] callId,
    String nodeId,
    String requestId,
    String model,
    String keyId,
    Payer payer,
    Usage usage,
    long millisatoshis,
    Instant at) {}
