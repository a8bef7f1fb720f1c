package network.mandala.bridge.http;

import java.time.Duration;
import java.util.List;

/**
 * How the server listens.
 *
 * @param port 0 takes any free one
 * @param mostHeaderBytes of one request: a payment is in a header
 * @param mostConnections at once
 * @param readTimeout longest time without a byte from a peer that has begun to say something
 * @param headerTime longest time for the first line and the headers of a request
 * @param trustedProxies ranges of addresses whose X-Forwarded-For is believed
 * @param bodyTime longest time for a body that is held in memory
 * @param drain how long requests are still taken after it is known that the process ends
 * @param grace for what was accepted when the process ends
 */
public record HttpSettings(
    String host,
    int port,
    int mostHeaderBytes,
    int mostConnections,
    Duration readTimeout,
    Duration headerTime,
    List<String> trustedProxies,
    Duration bodyTime,
    Duration drain,
    Duration grace) {

  /** What the chart has. */
  public static HttpSettings standard(String host, int port) {
    return new HttpSettings(
        host,
        port,
        (1 << 20) + (1 << 16),
        4096,
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        List.of(),
        Duration.ofSeconds(60),
        Duration.ZERO,
        Duration.ofSeconds(25));
  }
}
