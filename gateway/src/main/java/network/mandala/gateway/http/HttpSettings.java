package network.mandala.gateway.http;

import java.time.Duration;

/**
 * How the server listens.
 *
 * @param port 0 takes any free one
 * @param mostBodyBytes of a request
 * @param mostConnections at once
 * @param idleTimeout how long a connection is kept that asks for nothing; longer than proxies and
 *     clients keep theirs, or they send a request into one that has ended
 * @param drain how long requests are still taken after it is known that the process ends
 * @param grace for what was accepted when the process ends
 */
public record HttpSettings(
    int port,
    int mostBodyBytes,
    int mostConnections,
    Duration idleTimeout,
    Duration drain,
    Duration grace) {}
