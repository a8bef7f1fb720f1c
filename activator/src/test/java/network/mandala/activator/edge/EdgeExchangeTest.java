package network.mandala.activator.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.activator.http.Door;
import network.mandala.activator.http.Head;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way of a request to a spore and back, over real connections. */
@Timeout(60)
class EdgeExchangeTest {

  private static final String REQUEST = "GET /billing/hello?q=1 HTTP/1.1\r\nHost: a\r\n\r\n";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Map<Endpoint, Instance> instances = new ConcurrentHashMap<>();
  private final Route route = new Route("ns", "billing", List.of(), System::nanoTime);
  private Door door;

  @BeforeEach
  void open() throws IOException {
    open(Duration.ofSeconds(40));
  }

  @AfterEach
  void close() {
    instances.values().forEach(Instance::close);
    door.close();
  }

  @Test
  void theAppIsAskedWithoutItsNameAndItsAnswerComesBackWithTheTime() {
    var instance = run(Instance.saying("hello"));

    var answer = ask(REQUEST);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")
        .contains("X-Mycelium-Edge: 2026-01-01T12:00:00Z\r\n", "Connection: close\r\n")
        .endsWith("\r\n\r\nhello");
    var asked = instance.asked().getFirst();
    assertThat(asked.start()).isEqualTo("GET /hello?q=1 HTTP/1.1");
    assertThat(answer).contains("X-Request-Id: " + asked.value("x-request-id").orElseThrow());
  }

  @Test
  void whatIsForOneConnectionStopsHere() {
    var instance =
        run(
            new Instance(
                (request, connection) ->
                    Instance.write(
                        connection,
                        "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Pod\r\nKeep-Alive: 9\r\nX-Pod: 1\r\nContent-Length: 0\r\n\r\n")));

    var answer =
        ask(
            "GET /billing/ HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n\r\n");

    assertThat(answer).doesNotContain("X-Pod", "Keep-Alive", "keep-alive");
    assertThat(instance.asked().getFirst().has("x-hop")).isFalse();
    assertThat(instance.asked().getFirst().has("keep-alive")).isFalse();
  }

  @Test
  void instancesTakeTurns() {
    run(Instance.saying("1"), Instance.saying("2"));

    var answers = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      answers.add(body(ask(REQUEST)));
    }

    assertThat(answers).startsWith(answers.get(0), answers.get(1), answers.get(0));
    assertThat(String.join("", answers)).matches("(12){5}|(21){5}");
    assertThat(count("mandala.edge.requests")).isEqualTo(10);
    assertThat(count("mandala.edge.errors")).isZero();
    assertThat(metrics.get("mandala.edge.answer").timer().count()).isEqualTo(10);
  }

  @Test
  void anAppWithoutInstancesAndOneThatNobodyKnowsAreUnavailable() {
    assertThat(ask(REQUEST))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("X-Mycelium-Edge: ")
        .endsWith("No endpoints available for app billing\n");
    assertThat(ask("GET /other/ HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("No endpoints available for app other\n");
    assertThat(count("mandala.edge.errors")).isEqualTo(1);
    assertThat(metrics.get("mandala.edge.refused").tag("status", "503").counter().count())
        .isEqualTo(1);
  }

  @Test
  void aRequestThatCanBeRepeatedIsAskedOfAnotherInstanceOnce() {
    run(dying(), dying(), Instance.saying("never"));

    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    assertThat(count("mandala.edge.retries")).isEqualTo(1);

    assertThat(body(ask(REQUEST))).isEqualTo("never");
    assertThat(count("mandala.edge.retries")).isEqualTo(2);
    assertThat(count("mandala.edge.errors")).isEqualTo(1);
  }

  @Test
  void whatMayHaveBeenDoneIsNotAskedAgain() {
    var first = dying();
    var second = Instance.saying("twice");
    run(first, second);

    assertThat(ask("POST /billing/pay HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .endsWith("App billing did not answer\n");
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void anInstanceThatCannotBeReachedIsPassedOverForAnyRequest() {
    var gone = Instance.saying("gone");
    run(gone, Instance.saying("here"));
    gone.close();

    for (int i = 0; i < 4; i++) {
      assertThat(body(ask("POST /billing/pay HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")))
          .isEqualTo("here");
    }
    // It rests after the first time.
    assertThat(count("mandala.edge.retries")).isEqualTo(1);
  }

  @Test
  void anAppThatSaysNothingIsNotWaitedForForEver() throws IOException {
    door.close();
    open(Duration.ofMillis(300));
    run(new Instance((request, connection) -> Thread.sleep(Duration.ofSeconds(30))));

    assertThat(ask(REQUEST))
        .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
        .endsWith("App billing did not answer in 0 s\n");
    assertThat(count("mandala.edge.errors")).isEqualTo(1);
  }

  @Test
  void whoSendsForLongerThanAnAnswerMayTakeHasItAllTheSame() throws Exception {
    door.close();
    open(Duration.ofSeconds(4));
    run(
        new Instance(
            (request, connection) -> {
              int left = 12 - request.rest().length;
              connection.getInputStream().readNBytes(left);
              Instance.write(connection, Instance.ok("read"));
            }));

    try (var socket = connect()) {
      send(socket, "POST /billing/ HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n");
      for (int i = 0; i < 12; i++) {
        Thread.sleep(400);
        send(socket, "x");
      }
      assertThat(rest(socket)).startsWith("HTTP/1.1 200 OK").endsWith("read");
    }
  }

  @Test
  void aStreamComesAsItIsWritten() throws Exception {
    var goOn = new CountDownLatch(1);
    run(
        new Instance(
            (request, connection) -> {
              Instance.write(
                  connection,
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
              if (goOn.await(30, TimeUnit.SECONDS)) {
                Instance.write(connection, "data: 2\n\n");
              }
            }));

    try (var socket = connect()) {
      send(socket, REQUEST);
      var first = Head.read(socket.getInputStream()).orElseThrow();
      assertThat(first.value("content-type")).contains("text/event-stream");
      var text = new StringBuilder(new String(first.rest(), StandardCharsets.US_ASCII));
      while (!text.toString().endsWith("data: 1\n\n")) {
        text.append((char) socket.getInputStream().read());
      }
      goOn.countDown();
      assertThat(rest(socket)).isEqualTo("data: 2\n\n");
    }
  }

  @Test
  void anotherProtocolGoesThroughInBothDirections() throws Exception {
    run(
        new Instance(
            (request, connection) -> {
              Instance.write(
                  connection,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: "
                      + request.value("upgrade").orElse("none")
                      + "\r\nConnection: "
                      + request.value("connection").orElse("none")
                      + "\r\n\r\n");
              var in = connection.getInputStream();
              for (int next = in.read(); next >= 0; next = in.read()) {
                connection.getOutputStream().write(Character.toUpperCase(next));
              }
            }));

    try (var socket = connect()) {
      send(
          socket,
          "GET /billing/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\r\n");
      var head = Head.read(socket.getInputStream()).orElseThrow();
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.value("upgrade")).contains("websocket");
      assertThat(head.value("connection")).contains("Upgrade");
      for (var word : List.of("ping", "pong")) {
        send(socket, word);
        assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
            .isEqualTo(word.toUpperCase(java.util.Locale.ROOT));
      }
    }
  }

  @Test
  void aVisitorWhoLeavesIsNoErrorOfTheApp() throws Exception {
    var left = new CountDownLatch(1);
    run(
        new Instance(
            (request, connection) -> {
              assertThat(connection.getInputStream().read()).isNegative();
              left.countDown();
            }));

    try (var socket = connect()) {
      send(socket, REQUEST);
      await().until(() -> !instances.values().iterator().next().asked().isEmpty());
    }

    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    door.close();
    assertThat(metrics.find("mandala.edge.errors").counter()).isNull();
  }

  @Test
  void whatIsNoRequestIsToldSo() {
    assertThat(ask("hello\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("X-Mycelium-Edge: ")
        .endsWith("Invalid path\n");
    assertThat(ask("HEAD /billing HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 308 ")
        .contains("Location: /billing/\r\n")
        .endsWith("\r\n\r\n");
  }

  /** One that takes requests and answers none. */
  private static Instance dying() {
    return new Instance((request, connection) -> {});
  }

  private Instance run(Instance... started) {
    var endpoints = new ArrayList<Endpoint>();
    for (int i = 0; i < started.length; i++) {
      var endpoint = new Endpoint("10.0.0." + (i + 1), 8080);
      instances.put(endpoint, started[i]);
      endpoints.add(endpoint);
    }
    route.replace(endpoints);
    return Arrays.asList(started).getFirst();
  }

  private void open(Duration longestAnswer) throws IOException {
    var exchange =
        new EdgeExchange(
            app -> app.equals("billing") ? Optional.of(route) : Optional.empty(),
            this::connect,
            new EdgeMetrics(metrics),
            longestAnswer,
            Clock.fixed(Instant.parse("2026-01-01T12:00:00.5Z"), ZoneOffset.UTC));
    door = new Door(0, 100, Duration.ofSeconds(10), exchange::serve, "mandala.edge.open", metrics);
  }

  private Socket connect(Endpoint endpoint) throws IOException {
    var instance = instances.get(endpoint);
    if (instance == null) {
      throw new ConnectException("nobody at " + endpoint);
    }
    return instance.connect();
  }

  private double count(String counter) {
    return metrics.get(counter).tag("app", "billing").counter().count();
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private String ask(String request) {
    try (var socket = connect()) {
      send(socket, request);
      return rest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), door.port());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
