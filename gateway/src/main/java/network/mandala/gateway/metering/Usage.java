package network.mandala.gateway.metering;

/**
 * What a call used.
 *
 * @param wallMillis measured here, from the runner's start to its end
 * @param complete false if the caller went away before the end
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long bytesIn,
    long bytesOut,
    long wallMillis,
    boolean complete) {}
