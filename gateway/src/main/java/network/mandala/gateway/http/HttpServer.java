package network.mandala.gateway.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests to one function and its replies back, each on a virtual thread of its own. */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
  private static final int CHUNK = 16 << 10;

  /** More is not read of a body that is refused: then the connection ends instead. */
  private static final long MOST_DROPPED = 64L << 20;

  private final WebServer server;
  private final AtomicBoolean draining;
  private final Duration drain;

  private HttpServer(WebServer server, AtomicBoolean draining, Duration drain) {
    this.server = server;
    this.draining = draining;
    this.drain = drain;
  }

  public static HttpServer start(HttpSettings settings, Function<Request, Reply> answers) {
    var draining = new AtomicBoolean();
    var server =
        WebServer.builder()
            .host("0.0.0.0")
            .port(settings.port())
            .maxTcpConnections(settings.mostConnections())
            .connectionOptions(options -> options.tcpNoDelay(true).socketKeepAlive(true))
            .idleConnectionTimeout(settings.idleTimeout())
            .shutdownGracePeriod(settings.grace())
            .shutdownHook(false)
            .routing(
                HttpRouting.builder()
                    .any(
                        (request, response) -> {
                          if (draining.get()) {
                            response.header(HeaderValues.CONNECTION_CLOSE);
                          }
                          boolean last =
                              handle(settings.mostBodyBytes(), answers, request, response);
                          if (last || draining.get()) {
                            throw new CloseConnectionException("the last reply was sent");
                          }
                        }))
            .build();
    server.start();
    return new HttpServer(server, draining, settings.drain());
  }

  public int port() {
    return server.port();
  }

  /** Goes on for a while, until nobody is sent here, then ends what was accepted. */
  @Override
  public void close() {
    draining.set(true);
    try {
      Thread.sleep(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop();
  }

  /** Whether the connection must end. */
  private static boolean handle(
      int mostBodyBytes,
      Function<Request, Reply> answers,
      ServerRequest request,
      ServerResponse response) {
    var requestId = header(request, "x-request-id");
    if (!requestId.isEmpty()) {
      response.header(HeaderNames.create("x-request-id"), requestId);
    }
    try {
      var body = body(request, mostBodyBytes);
      var prologue = request.prologue();
      send(
          answers.apply(
              new Request(
                  prologue.method().text().toUpperCase(Locale.ROOT),
                  prologue.uriPath().path(),
                  body,
                  requestId,
                  header(request, "traceparent"))),
          response);
      return false;
    } catch (BodyTooLarge e) {
      response.header(HeaderValues.CONNECTION_CLOSE);
      send(Reply.json(413, "{\"error\":\"payload-too-large\"}"), response);
      return true;
    } catch (IOException | UncheckedIOException e) {
      log.debug("a request ended too soon: {}", e.getMessage());
      return true;
    } catch (RuntimeException e) {
      log.error("a request was not answered", e);
      send(Reply.json(500, "{\"error\":\"internal-error\"}"), response);
      return false;
    }
  }

  private static String header(ServerRequest request, String name) {
    var header = HeaderNames.create(name);
    return request.headers().contains(header) ? request.headers().get(header).get() : "";
  }

  private static String body(ServerRequest request, int most) throws IOException {
    if (!request.content().hasEntity()) {
      return "";
    }
    try (var in = request.content().inputStream()) {
      var bytes = new ByteArrayOutputStream(CHUNK);
      var chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        bytes.write(chunk, 0, n);
        if (bytes.size() > most) {
          drop(in, chunk);
          throw new BodyTooLarge();
        }
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** Clients send all before they listen: they only hear the refusal if the rest is read. */
  private static void drop(InputStream in, byte[] chunk) throws IOException {
    long dropped = 0;
    for (int n = in.read(chunk); n >= 0 && dropped <= MOST_DROPPED; n = in.read(chunk)) {
      dropped += n;
    }
  }

  private static void send(Reply reply, ServerResponse response) {
    response.status(Status.create(reply.status()));
    switch (reply) {
      case Reply.Whole whole -> {
        response.header(HeaderNames.CONTENT_TYPE, whole.contentType());
        response.send(whole.body().getBytes(StandardCharsets.UTF_8));
      }
      case Reply.Flow flow -> {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        try (var out = response.outputStream()) {
          flow.source().writeTo((name, json) -> write(out, name, json));
        } catch (IOException | UncheckedIOException e) {
          log.debug("nobody listens to the end of a stream: {}", e.getMessage());
        }
      }
    }
  }

  private static void write(OutputStream out, String name, String json) {
    try {
      out.write("event: %s\ndata: %s\n\n".formatted(name, json).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
