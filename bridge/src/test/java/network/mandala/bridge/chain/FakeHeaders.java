package network.mandala.bridge.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A Block Headers Service as far as this node asks it: {@code POST /api/v1/chain/merkleroot/verify}
 * with [{merkleRoot, blockHeight}] and a bearer token answers {confirmationState}, of all together.
 * It knows no chain: every root is right, but those that a test names.
 */
public final class FakeHeaders implements AutoCloseable {
  public static final String TOKEN = "token of headers";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();
  private volatile String every = "CONFIRMED";
  private volatile int status = 200;

  public FakeHeaders() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/chain/merkleroot/verify", this::verify);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** This root is not on the longest chain. */
  public void denies(TxId root) {
    wrong.add(root.hex());
  }

  /** What it says of roots that it does not deny. */
  public void saysOfAll(String state) {
    every = state;
  }

  public void answersWith(int httpStatus) {
    status = httpStatus;
  }

  private void verify(HttpExchange exchange) throws IOException {
    try (exchange) {
      var asked = JSON.readTree(exchange.getRequestBody());
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      var state = every;
      for (var one : asked) {
        if (!one.get("blockHeight").isIntegralNumber()) {
          exchange.sendResponseHeaders(400, -1);
          return;
        }
        if (wrong.contains(one.get("merkleRoot").textValue())) {
          state = "INVALID";
        }
      }
      var body = JSON.writeValueAsBytes(JSON.createObjectNode().put("confirmationState", state));
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
