package network.mandala.billing;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** What kubelets and Prometheus ask. */
final class Health implements AutoCloseable {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;

  private record Reply(int status, String type, String body) {}

  /**
   * @param alive whether the process does its work or waits for others in good order
   * @param ready whether it has begun to work
   */
  Health(int port, PrometheusMeterRegistry metrics, BooleanSupplier alive, BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var reply =
                switch (exchange.getRequestURI().getPath()) {
                  case "/metrics" -> new Reply(200, PROMETHEUS_TEXT, metrics.scrape());
                  case "/healthz" -> said(alive.getAsBoolean(), "the ticks have stopped");
                  case "/readyz" -> said(ready.getAsBoolean(), "waits for the ledger");
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

  private static Reply said(boolean well, String otherwise) {
    return well ? new Reply(200, PLAIN, "ok\n") : new Reply(503, PLAIN, otherwise + "\n");
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
