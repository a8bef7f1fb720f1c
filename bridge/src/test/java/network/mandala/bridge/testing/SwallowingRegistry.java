package network.mandala.bridge.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Takes whatever is pushed and keeps nothing of it: for what is too large for a test to keep. */
public final class SwallowingRegistry implements AutoCloseable {
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final AtomicLong bytes = new AtomicLong();

  private SwallowingRegistry(HttpServer server) {
    this.server = server;
  }

  public static SwallowingRegistry start() throws IOException {
    var registry =
        new SwallowingRegistry(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    registry.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    registry.server.createContext("/v2/", registry::answer);
    registry.server.start();
    return registry;
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How much was pushed. */
  public long bytes() {
    return bytes.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bytes.addAndGet(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
      var path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange.getResponseHeaders().add("Location", path + "1");
          exchange.sendResponseHeaders(202, NO_BODY);
        }
        case "PUT" -> exchange.sendResponseHeaders(201, NO_BODY);
        default -> exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, NO_BODY);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
