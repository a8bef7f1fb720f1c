package network.mandala.activator;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Says whether requests can be served, and how many were. */
final class Health implements AutoCloseable {

  private final HttpServer server;

  Health(int port, PrometheusMeterRegistry metrics, BooleanSupplier ready) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var path = exchange.getRequestURI().getPath();
            boolean well = !path.equals("/readyz") || ready.getAsBoolean();
            var body =
                switch (path) {
                  case "/metrics" -> metrics.scrape();
                  case "/healthz", "/readyz" -> well ? "ok\n" : "not ready\n";
                  default -> "";
                };
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            // Prometheus takes no metrics whose format is not said.
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(
                body.isEmpty() ? 404 : well ? 200 : 503, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
