package network.mandala.gateway.http;

import java.time.Duration;

/**
 * How the server listens.
 *
 * @param port 0 takes any free one
 * @param mostBodyBytes of a request
 * @param mostConnections at once
 * @param readTimeout longest time without a byte from a peer that has begun
 * @param drain how long requests are still taken after it is known that the process ends
 * @param grace for what was accepted when the process ends
 */
public record HttpSettings(
    int port,
    int mostBodyBytes,
    int mostConnections,
    Duration readTimeout,
    Duration drain,
    Duration grace) {}
