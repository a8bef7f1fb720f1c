package network.mandala.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import network.mandala.activator.http.Door;
import network.mandala.activator.http.Head;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way of a request, over real connections. */
@Timeout(30)
class DoorTest {

  private static final SleepyAgent HELLO =
      new SleepyAgent("ns", "hello", "hello", Duration.ofSeconds(10), null);
  private static final SleepyAgent UNPAID =
      new SleepyAgent(
          "ns",
          "poor",
          "poor",
          Duration.ofSeconds(10),
          new Unpaid("demo", "https://pay.example/?p=demo&x=1", "Ask <Ada>."));
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: hello.example\r\n\r\n";
  private static final Executor BACKGROUND = task -> Thread.ofVirtual().start(task);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Activity activity =
      new Activity((agent, time) -> asked.add(agent.name()), Clock.systemUTC());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private volatile ServerSocket pod;
  private Waiting waiting;
  private Door door;

  @BeforeEach
  void open() throws IOException {
    open(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    activity.close();
    if (pod != null) {
      pod.close();
    }
  }

  @Test
  void aRequestAndItsAnswerGoThroughAndEndTheConnection() throws IOException {
    start("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello");

    assertThat(ask(REQUEST))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    assertThat(asked).contains("hello");
  }

  @Test
  void aRequestForAnAgentThatSleepsWaitsForIt() throws Exception {
    var answer = CompletableFuture.supplyAsync(() -> ask(REQUEST), BACKGROUND);
    await().until(() -> waiting.total() == 1 && !asked.isEmpty());

    start("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwoke");

    assertThat(answer.get()).endsWith("woke");
    assertThat(waiting.total()).isZero();
  }

  @Test
  void anAgentThatDoesNotStartIsNotWaitedForForEver() throws IOException {
    reopen(Duration.ofMillis(300));

    assertThat(ask(REQUEST))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\n")
        .endsWith("the agent did not start in 0 s\n");
  }

  @Test
  void soManyMayWaitAndOthersAreTurnedAwayAtOnce() {
    var first = CompletableFuture.supplyAsync(() -> ask(REQUEST), BACKGROUND);
    var second = CompletableFuture.supplyAsync(() -> ask(REQUEST), BACKGROUND);
    await().until(() -> waiting.total() == 2);

    assertThat(ask(REQUEST)).contains("503", "too many requests wait");
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
  }

  @Test
  void aBodyIsPassedOnInBothDirectionsWhileItComes() throws IOException {
    pod = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    BACKGROUND.execute(
        () -> {
          try (var socket = pod.accept()) {
            var head = Head.read(socket.getInputStream()).orElseThrow();
            var out = socket.getOutputStream();
            out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"));
            out.write(head.rest());
            out.write(socket.getInputStream().readNBytes(6 - head.rest().length));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });

    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(bytes("POST / HTTP/1.1\r\nHost: hello.example\r\nContent-Length: 6\r\n\r\nabc"));
      var in = socket.getInputStream();
      assertThat(new String(in.readNBytes(25), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      out.write(bytes("def"));
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).endsWith("abcdef");
    }
  }

  @Test
  void anotherProtocolGoesThroughAfterAnUpgrade() throws IOException {
    start("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nping");

    assertThat(
            ask(
                "GET / HTTP/1.1\r\nHost: hello.example\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"))
        .startsWith("HTTP/1.1 101 ")
        .contains("Connection: Upgrade")
        .endsWith("ping");
  }

  @Test
  void anAgentCannotKeepTheConnectionForTheNextRequest() throws IOException {
    start("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");

    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 502 ");
  }

  @Test
  void anAgentThatSaysNothingSensibleIsABadGateway() throws IOException {
    start("220 smtp ready\r\n");

    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 502 ");
  }

  @Test
  void aHostThatNobodyHasAndARequestThatIsNone() {
    assertThat(ask("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(asked).isEmpty();
  }

  @Test
  void anAgentWhoseProjectHasNoMoneyIsNotWokenAndItsVisitorsAreTold() throws IOException {
    start("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    var page = ask("GET / HTTP/1.1\r\nHost: poor.example\r\nAccept: text/html,*/*\r\n\r\n");

    assertThat(page)
        .startsWith("HTTP/1.1 402 Payment Required\r\n")
        .contains("Content-Type: text/html; charset=utf-8\r\n", "Cache-Control: no-store\r\n")
        .contains("Ask &lt;Ada&gt;.", "href=\"https://pay.example/?p=demo&amp;x=1\"")
        .endsWith("</html>\n");
    assertThat(asked).isEmpty();
    await()
        .until(
            () -> metrics.counter("mandala.activator.requests", "result", "unpaid").count() == 1);
  }

  @Test
  void aLargeRequestIsToldToo() {
    var body = "x".repeat(300_000);

    assertThat(
            ask(
                "POST / HTTP/1.1\r\nHost: poor.example\r\nAccept: application/json\r\nContent-Length: 300000\r\n\r\n"
                    + body))
        .startsWith("HTTP/1.1 402 Payment Required\r\nContent-Type: application/problem+json\r\n")
        .contains("\"status\":402");
  }

  @Test
  void requestsThatAreServedEndBeforeTheProcessDoes() throws Exception {
    var answer = CompletableFuture.supplyAsync(() -> ask(REQUEST), BACKGROUND);
    await().until(() -> waiting.total() == 1);

    var closing = CompletableFuture.runAsync(door::close, BACKGROUND);
    start("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast");

    assertThat(answer.get()).endsWith("last");
    closing.get();
  }

  private void open(Duration longestHold) throws IOException {
    waiting = new Waiting(this::connectToPod, longestHold, 2);
    door =
        new Door(
            0,
            100,
            Duration.ofSeconds(10),
            new Exchange(
                    host ->
                        switch (host) {
                          case "hello.example" -> Optional.of(HELLO);
                          case "poor.example" -> Optional.of(UNPAID);
                          default -> Optional.empty();
                        },
                    activity,
                    waiting,
                    metrics)
                ::serve,
            "mandala.activator.connections",
            metrics);
  }

  private void reopen(Duration longestHold) throws IOException {
    door.close();
    open(longestHold);
  }

  private Socket connectToPod(SleepyAgent agent) throws IOException {
    var known = pod;
    if (known == null) {
      throw new ConnectException("no pod of " + agent.name());
    }
    return new Socket(known.getInetAddress(), known.getLocalPort());
  }

  /** A pod that gives the same answer to everybody. */
  private void start(String answer) throws IOException {
    var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    pod = server;
    BACKGROUND.execute(
        () -> {
          while (!server.isClosed()) {
            try (var socket = server.accept()) {
              Head.read(socket.getInputStream());
              socket.getOutputStream().write(bytes(answer));
              socket.shutdownOutput();
            } catch (IOException e) {
              // The test is over.
            }
          }
        });
  }

  private String ask(String request) {
    try (var socket = connect()) {
      socket.getOutputStream().write(bytes(request));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), door.port());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
