package network.mandala.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server with limits: so many requests at a time, so long for a request to arrive and an answer
 * to leave, so large a body. What is beyond them is answered or cut off, and never waits for
 * memory.
 */
public final class HttpService implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpService.class);
  private static final int BACKLOG = 256;
  private static final int MOST_AT_A_TIME = 256;

  static {
    // The JDK's server reads these once, for all servers of the process; all but the sizes are
    // seconds.
    defaultProperty("sun.net.httpserver.maxReqTime", "10");
    defaultProperty("sun.net.httpserver.maxRspTime", "30");
    defaultProperty("sun.net.httpserver.idleInterval", "30");
    defaultProperty("jdk.httpserver.maxConnections", "1024");
    defaultProperty("sun.net.httpserver.maxReqHeaderSize", "65536");
    defaultProperty("sun.net.httpserver.maxReqHeaders", "100");
    defaultProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor;

  private HttpService(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /** Answers one path. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request) throws IOException;
  }

  /**
   * Listens on all addresses.
   *
   * @param port 0: any free one, see {@link #port}
   * @param routes handlers by path: all that is below one that ends in a slash, else that alone
   * @throws IOException when the port is taken
   */
  public static HttpService start(String name, int port, Map<String, Handler> routes)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    var executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    var free = new Semaphore(MOST_AT_A_TIME);
    server.setExecutor(executor);
    server.createContext("/", exchange -> serve(exchange, routes, free));
    server.start();
    return new HttpService(server, executor);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void serve(HttpExchange exchange, Map<String, Handler> routes, Semaphore free) {
    try (exchange) {
      if (!free.tryAcquire()) {
        send(exchange, Reply.text(503, "busy: try again in a moment\n"));
        return;
      }
      try {
        var handler = find(routes, exchange.getRequestURI().getPath());
        send(
            exchange,
            handler == null
                ? Reply.text(404, "not found\n")
                : handler.handle(new Request(exchange)));
      } catch (BadRequest e) {
        send(exchange, Reply.text(400, e.getMessage() + "\n"));
      } catch (RuntimeException e) {
        log.error("Request for {} failed", exchange.getRequestURI().getPath(), e);
        send(exchange, Reply.text(500, "internal error\n"));
      } finally {
        free.release();
      }
    } catch (IOException e) {
      log.debug("Client left", e);
    }
  }

  private static Handler find(Map<String, Handler> routes, String path) {
    var exact = routes.get(path);
    return exact != null
        ? exact
        : routes.entrySet().stream()
            .filter(route -> route.getKey().endsWith("/") && path.startsWith(route.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(
        reply.status(), head || reply.body().length == 0 ? -1 : reply.body().length);
    if (!head && reply.body().length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  /** Stops listening and lets requests that are being served end, for at most a second. */
  @Override
  public void close() {
    server.stop(1);
    executor.shutdownNow();
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
