package network.mandala.process;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** What kubelets and Prometheus ask: /healthz, /readyz and /metrics, on a port of their own. */
public final class HealthServer implements AutoCloseable {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;

  private record Reply(int status, String type, String body) {}

  /**
   * Answers from now on.
   *
   * @param port 0 takes any free one
   * @param sickness why the process should be started anew; empty while it works, or waits for
   *     others in good order
   * @param obstacle why nobody should be sent to it now; empty when it is ready
   * @throws IOException when the port is taken
   */
  public HealthServer(
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<Optional<String>> sickness,
      Supplier<Optional<String>> obstacle)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var reply =
                switch (exchange.getRequestURI().getPath()) {
                  case "/metrics" -> new Reply(200, PROMETHEUS_TEXT, metrics.scrape());
                  case "/healthz" -> said(sickness.get());
                  case "/readyz" -> said(obstacle.get());
                  default -> new Reply(404, PLAIN, "not found\n");
                };
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  private static Reply said(Optional<String> problem) {
    return problem
        .map(why -> new Reply(503, PLAIN, why + "\n"))
        .orElseGet(() -> new Reply(200, PLAIN, "ok\n"));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
