package network.mandala.bridge.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to one function and its replies back, each on a virtual thread of its own.
 * Everything that it says itself is JSON as well.
 */
public final class HttpServer implements AutoCloseable {
  /**
   * Longer than proxies and clients keep a connection (Traefik 90 s, nginx 60 s, the JDK 30 s): who
   * ends it later may send a request into a connection that has ended.
   */
  private static final Duration IDLE = Duration.ofMinutes(3);

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
  private static final int LONGEST_REQUEST_LINE = 8192;
  private static final int TOO_SLOW = 408;

  /** The older nodes let any page call them. */
  private static final List<Header> CORS =
      Stream.of("allow-origin", "allow-headers", "allow-methods", "expose-headers")
          .map(name -> HeaderValues.create("access-control-" + name, "*"))
          .toList();

  /** Of a reply after which the connection ends. */
  static final Map<String, String> LAST = Map.of("connection", "close");

  private final WebServer server;
  private final ReadDeadline deadline;
  private final AtomicBoolean draining;
  private final Duration drain;

  /** What follows is not to be read as a request: it may be what somebody smuggles in. */
  private static final class MixedLengths extends RuntimeException {
    MixedLengths() {
      super("two lengths", null, false, false);
    }
  }

  private HttpServer(
      WebServer server, ReadDeadline deadline, AtomicBoolean draining, Duration drain) {
    this.server = server;
    this.deadline = deadline;
    this.draining = draining;
    this.drain = drain;
  }

  public static HttpServer start(HttpSettings settings, Function<IncomingRequest, Reply> answers) {
    var draining = new AtomicBoolean();
    var http1 =
        Http1Config.builder()
            .maxHeadersSize(settings.mostHeaderBytes())
            .maxPrologueLength(LONGEST_REQUEST_LINE)
            // Clients write queries as browsers do, with characters that RFC 3986 does not know.
            .validatePrologue(false)
            .build();
    var proxies = new Proxies(settings.trustedProxies());
    var deadline =
        new ReadDeadline(
            Http1ConnectionSelector.builder().config(http1).build(),
            settings.headerTime(),
            settings.readTimeout());
    var server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .maxTcpConnections(settings.mostConnections())
            .connectionOptions(options -> options.tcpNoDelay(true).socketKeepAlive(true))
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(settings.grace())
            .shutdownHook(false)
            .addConnectionSelector(deadline)
            .directHandlers(ownErrors())
            .routing(
                HttpRouting.builder()
                    .any(
                        (request, response) -> {
                          if (draining.get()) {
                            response.header(HeaderValues.CONNECTION_CLOSE);
                          }
                          deadline.headersHaveCome(request.socketId());
                          boolean last = handle(settings, proxies, answers, request, response);
                          if (last || draining.get() || asksToClose(request)) {
                            // It says so by itself, but leaves the connection open.
                            throw new CloseConnectionException("the last reply was sent");
                          }
                          deadline.requestHasEnded(request.socketId());
                        }))
            .build();
    server.start();
    return new HttpServer(server, deadline, draining, settings.drain());
  }

  public int port() {
    return server.port();
  }

  /**
   * Goes on for a while, but ends each connection with its next reply: callers come back on a new
   * one, which leads to others as soon as these are told. Then ends when what was accepted is
   * answered, or the time of grace is over.
   */
  @Override
  public void close() {
    draining.set(true);
    try {
      Thread.sleep(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop();
    deadline.close();
  }

  /** Whether nothing that follows can be read as a request. */
  private static boolean handle(
      HttpSettings settings,
      Proxies proxies,
      Function<IncomingRequest, Reply> answers,
      ServerRequest request,
      ServerResponse response) {
    var body =
        new ServerBody(request.content(), request.headers().contentLength(), settings.bodyTime());
    Reply reply;
    try {
      reply = answers.apply(read(proxies, request, body));
    } catch (MixedLengths e) {
      body.leave();
      reply = Reply.error(400, "It is not clear where the body ends").with(LAST);
    } catch (Refusal refusal) {
      reply = refusal.reply();
    } catch (RuntimeException e) {
      log.error("a request was not answered", e);
      reply = Reply.error(500, "Internal error");
    }
    send(reply, response);
    if (reply.status() >= 400 && reply.status() != TOO_SLOW) {
      body.dropRest();
    }
    return reply.headers().entrySet().containsAll(LAST.entrySet());
  }

  private static boolean asksToClose(ServerRequest request) {
    return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  private static IncomingRequest read(Proxies proxies, ServerRequest request, ServerBody body) {
    requireOneLength(request);
    var prologue = request.prologue();
    var headers = new HashMap<String, String>();
    var repeated = new HashSet<String>();
    for (var header : request.headers()) {
      var name = header.headerName().lowerCase();
      var values = header.allValues();
      if (values.size() != 1 || headers.putIfAbsent(name, values.getFirst()) != null) {
        repeated.add(name);
      }
    }
    repeated.forEach(headers::remove);
    return new IncomingRequest(
        prologue.method().text().toUpperCase(Locale.ROOT),
        prologue.uriPath().rawPath(),
        prologue.hasQuery() ? "?" + prologue.query().rawValue() : "",
        headers,
        repeated,
        body,
        proxies.origin(
            request.remotePeer().host(),
            request.headers().contains(HeaderNames.X_FORWARDED_FOR)
                ? request.headers().get(HeaderNames.X_FORWARDED_FOR).allValues()
                : List.of()));
  }

  /** A proxy before us might take another one for the end of the body (RFC 9112, section 6.3). */
  private static void requireOneLength(ServerRequest request) {
    var headers = request.headers();
    boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
    boolean coded = headers.contains(HeaderNames.TRANSFER_ENCODING);
    if ((length && coded)
        || (length && headers.get(HeaderNames.CONTENT_LENGTH).valueCount() > 1)
        || headers.stream().anyMatch(header -> header.name().isBlank())
        || (coded
            && !headers
                .get(HeaderNames.TRANSFER_ENCODING)
                .allValues()
                .equals(List.of("chunked")))) {
      throw new MixedLengths();
    }
  }

  private static void send(Reply reply, ServerResponse response) {
    response.status(Status.create(reply.status()));
    CORS.forEach(response::header);
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (reply.stream() == null) {
      response.send(reply.body());
    } else {
      stream(reply, response);
    }
  }

  private static void stream(Reply reply, ServerResponse response) {
    try (var out = response.outputStream()) {
      reply.stream().writeTo(out);
    } catch (IOException | UncheckedIOException e) {
      log.debug("nobody listens to the end of a stream: {}", e.getMessage());
    }
  }

  /** What comes before there is a request: a line that is none, headers that are too large. */
  private static DirectHandlers ownErrors() {
    var handlers = DirectHandlers.builder();
    for (var event : DirectHandler.EventType.values()) {
      handlers.addHandler(event, HttpServer::ownError);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse ownError(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    var reply = Reply.error(status.code(), status.reasonPhrase());
    var response =
        DirectHandler.TransportResponse.builder()
            .status(status)
            .headers(headers)
            .keepAlive(false)
            .entity(reply.body());
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    CORS.forEach(response::header);
    return response.build();
  }
}
