package network.mandala.benchmarks.metering;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Serves recorded answers, in a process of its own; it evaluates nothing. */
final class RecordedServer {

  private static final byte[] ONE =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1780000500,\"0.15\"]}]}}"
          .getBytes(StandardCharsets.UTF_8);

  private final Recorded recorded;

  private RecordedServer(Recorded recorded) {
    this.recorded = recorded;
  }

  /**
   * Writes the answers, prints its port and serves until it is ended.
   *
   * @param args the folder for the answers
   */
  public static void main(String[] args) throws IOException {
    var recorded = new Recorded(Path.of(args[0]));
    recorded.write();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/query", new RecordedServer(recorded)::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var raw =
          exchange.getRequestMethod().equals("POST")
              ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              : exchange.getRequestURI().getRawQuery();
      var query = URLDecoder.decode(raw, StandardCharsets.UTF_8).replaceFirst("query=", "");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (query.contains("rate(") || query.contains("_over_time(") || query.contains("increase(")) {
        exchange.sendResponseHeaders(200, ONE.length);
        exchange.getResponseBody().write(ONE);
        return;
      }
      var name = query.substring(0, query.indexOf('{'));
      if (name.equals("up")) {
        name = query.contains("cadvisor") ? "up-cadvisor" : "up-operator";
      }
      var file = recorded.file(name);
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    }
  }
}
