package network.mandala.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over a connection that no client of good will would send. */
class HttpEdgeTest {
  private static final ConcurrentLinkedQueue<String> HEARD = new ConcurrentLinkedQueue<>();
  private static final CountDownLatch RELEASE = new CountDownLatch(1);
  private static HttpServer server;

  @BeforeAll
  static void start() {
    server = HttpServer.start(settings(Duration.ofSeconds(1), Duration.ZERO), HttpEdgeTest::answer);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpSettings settings(Duration headerTime, Duration drain) {
    var standard = HttpSettings.standard("127.0.0.1", 0);
    return new HttpSettings(
        standard.host(),
        standard.port(),
        standard.mostHeaderBytes(),
        standard.mostConnections(),
        standard.readTimeout(),
        headerTime,
        List.of("127.0.0.1/32"),
        standard.bodyTime(),
        drain,
        standard.grace());
  }

  private static Reply answer(IncomingRequest request) {
    HEARD.add(request.path());
    if (request.path().equals("/slow")) {
      await(RELEASE);
    }
    if (request.path().equals("/refused")) {
      return Reply.error(413, "too large").with(HttpServer.LAST);
    }
    var body = new String(request.body().bytes(1 << 20), StandardCharsets.UTF_8);
    return Reply.ok(Map.of("heard", body, "from", request.remoteAddress()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          both lengths                  | Content-Length: 5~Transfer-Encoding: chunked   | 0~~GET /smuggled HTTP/1.1~Host: x~~
          lengths that differ           | Content-Length: 4~Content-Length: 30           | {}{}GET /smuggled HTTP/1.1~Host: x~~
          the same length twice         | Content-Length: 2~Content-Length: 2            | {}GET /smuggled HTTP/1.1~Host: x~~
          a list of lengths             | Content-Length: 2, 2                           | {}GET /smuggled HTTP/1.1~Host: x~~
          a length that is none         | Content-Length: +2                             | {}GET /smuggled HTTP/1.1~Host: x~~
          a coding that is not ours     | Transfer-Encoding: xchunked                    | 0~~GET /smuggled HTTP/1.1~Host: x~~
          chunked, and another one      | Transfer-Encoding: chunked, identity           | 0~~GET /smuggled HTTP/1.1~Host: x~~
          two codings                   | Transfer-Encoding: chunked~Transfer-Encoding: x | 0~~GET /smuggled HTTP/1.1~Host: x~~
          a blank before the colon      | Transfer-Encoding : chunked                    | 0~~GET /smuggled HTTP/1.1~Host: x~~
          a folded header               | X-A: b~ Transfer-Encoding: chunked             | 0~~GET /smuggled HTTP/1.1~Host: x~~
          a bare carriage return        | X-A: b^Transfer-Encoding: chunked              | 0~~GET /smuggled HTTP/1.1~Host: x~~
          a bare line feed              | X-A: b_Transfer-Encoding: chunked              | 0~~GET /smuggled HTTP/1.1~Host: x~~
          a header without a name       | : x                                            | GET /smuggled HTTP/1.1~Host: x~~
          a chunk size that is none     | Transfer-Encoding: chunked                     | zz~{}~0~~GET /smuggled HTTP/1.1~Host: x~~
          """)
  void aRequestOfWhichItIsNotClearWhereItEndsIsRefusedAndEndsTheConnection(
      String why, String headers, String rest) throws IOException {
    HEARD.clear();

    var said =
        say(
            bytes(
                "POST /first HTTP/1.1~Host: x~Content-Type: application/json~"
                    + headers
                    + "~~"
                    + rest));

    assertThat(statuses(said)).as(said).hasSize(1);
    assertThat(statuses(said).getFirst()).as(said).startsWith("4");
    assertThat(HEARD).doesNotContain("/smuggled");
  }

  @Test
  void requestsThatComeTogetherAreAnsweredInTheirOrder() throws IOException {
    var one = "POST /a HTTP/1.1~Host: x~Content-Length: 3~~one";
    var two = "POST /b HTTP/1.1~Host: x~Transfer-Encoding: chunked~~3~two~0~~";
    var three = "POST /c HTTP/1.1~Host: x~Connection: close~Content-Length: 5~~three";

    var said = say(bytes(one + two + three));

    assertThat(statuses(said)).containsExactly("200", "200", "200");
    assertThat(said).containsSubsequence("\"one\"", "\"two\"", "\"three\"");
  }

  /** More than the buffers of a connection hold. */
  @Test
  void whoSendsAllBeforeListeningHearsTheRefusal() throws IOException {
    var body = new byte[20 << 20];
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(bytes("POST /refused HTTP/1.1~Host: x~Content-Length: " + body.length + "~~"));
      out.write(body);
      out.flush();

      var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(statuses(said)).containsExactly("413");
    }
  }

  @Test
  void whoAsksWhetherToSendTheBodyIsTold() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(
          bytes(
              "POST /a HTTP/1.1~Host: x~Expect: 100-continue~Connection: close~Content-Length: 3~~"));
      var in = socket.getInputStream();
      var first = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      out.write(bytes("one"));
      var rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(first).isEqualTo("HTTP/1.1 100");
      assertThat(rest).contains("HTTP/1.1 200", "\"one\"");
    }
  }

  /** One byte now and then: each read is in time, all of them together are not. */
  @ParameterizedTest
  @CsvSource({"POST /slowly HTTP/1.1~Host: x~X-A: , true", "'', false"})
  void headersThatDoNotComeInTimeAreNotWaitedFor(String begin, boolean begun) throws Exception {
    try (var socket = connect()) {
      socket.setSoTimeout(15_000);
      var out = socket.getOutputStream();
      out.write(bytes(begin));
      var end = Executors.newVirtualThreadPerTaskExecutor();
      try (end) {
        var heard = end.submit(() -> new String(socket.getInputStream().readAllBytes()));
        try {
          for (int i = 0; i < 100 && !heard.isDone(); i++) {
            out.write('a');
            Thread.sleep(100);
          }
        } catch (SocketException closed) {
          // As it should be.
        }
        assertThat(heard.get()).contains("HTTP/1.1 4");
      }
    }
    assertThat(begun || HEARD.stream().noneMatch("/slowly"::equals)).isTrue();
  }

  @Test
  void aConnectionThatWaitsForItsNextRequestIsNotSlow() throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(bytes("POST /a HTTP/1.1~Host: x~Content-Length: 3~~one"));
      Thread.sleep(1500);
      out.write(bytes("POST /b HTTP/1.1~Host: x~Connection: close~Content-Length: 3~~two"));

      var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(statuses(said)).containsExactly("200", "200");
    }
  }

  @Test
  void aBodyMayTakeLongerThanTheHeaders() throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(bytes("POST /a HTTP/1.1~Host: x~Connection: close~Content-Length: 3~~"));
      for (var part : List.of("o", "n", "e")) {
        Thread.sleep(600);
        out.write(bytes(part));
      }

      var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(statuses(said)).containsExactly("200");
    }
  }

  @Test
  void aMebibyteOfHeadersIsReadAndTenAreNot() throws IOException {
    var big = "x".repeat(1 << 20);
    var ok = say(bytes("POST /a HTTP/1.1~Host: x~Connection: close~X-A: " + big + "~~"));
    var tooBig = say(bytes("POST /a HTTP/1.1~Host: x~X-A: " + big.repeat(10) + "~~"));

    assertThat(statuses(ok)).containsExactly("200");
    assertThat(tooBig.isEmpty() || statuses(tooBig).getFirst().startsWith("4")).isTrue();
  }

  @Test
  void aTrustedProxySaysWhoItWas() throws IOException {
    var said =
        say(
            bytes(
                "POST /a HTTP/1.1~Host: x~Connection: close~X-Forwarded-For: 6.6.6.6~X-Forwarded-For: 198.51.100.7~~"));

    assertThat(said).contains("198.51.100.7").doesNotContain("6.6.6.6");
  }

  /** Readiness is off, requests still come, and then the process ends. */
  @Test
  void whatWasAcceptedIsAnsweredWhenTheServerEnds() throws Exception {
    var ending =
        HttpServer.start(
            settings(Duration.ofSeconds(5), Duration.ofSeconds(1)), HttpEdgeTest::answer);
    try (var kept = new Socket("127.0.0.1", ending.port());
        var slow = new Socket("127.0.0.1", ending.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HEARD.clear();
      slow.getOutputStream().write(bytes("POST /slow HTTP/1.1~Host: x~Content-Length: 0~~"));
      while (!HEARD.contains("/slow")) {
        Thread.onSpinWait();
      }
      var closed = threads.submit(ending::close);
      Thread.sleep(200);
      kept.getOutputStream().write(bytes("POST /a HTTP/1.1~Host: x~Content-Length: 3~~one"));
      // It ends with its reply: the caller comes back on a new connection, which leads elsewhere.
      var said = new String(kept.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Thread.sleep(1200);
      RELEASE.countDown();

      assertThat(statuses(said)).containsExactly("200");
      assertThat(said.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
      assertThat(statuses(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8)))
          .containsExactly("200");
      closed.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** All that is answered until the connection ends; a reset ends it as well. */
  private static String say(byte[] bytes) throws IOException {
    try (var socket = connect()) {
      var heard = new StringBuilder();
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        var chunk = new byte[8192];
        for (int n = socket.getInputStream().read(chunk); n >= 0; ) {
          heard.append(new String(chunk, 0, n, StandardCharsets.UTF_8));
          n = socket.getInputStream().read(chunk);
        }
      } catch (SocketException reset) {
        return heard.toString();
      }
      return heard.toString();
    }
  }

  /** ~ is the end of a line, ^ a carriage return alone, _ a line feed alone. */
  private static byte[] bytes(String text) {
    return text.replace("~", "\r\n")
        .replace("^", "\r")
        .replace("_", "\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> statuses(String said) {
    return Arrays.stream(said.split("HTTP/1.1 ", -1))
        .skip(1)
        .map(reply -> reply.substring(0, 3))
        .filter(status -> !status.equals("100"))
        .toList();
  }
}
