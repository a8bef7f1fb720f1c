package network.mandala.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that begin a body and do not end it. They hold a connection and a thread, of which there
 * are so many; the server here has one connection.
 */
class SlowSenderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  private enum Read {
    AT_ONCE(body -> body.bytes(1 << 20)),
    AS_A_STREAM(
        body -> {
          try {
            body.stream().transferTo(java.io.OutputStream.nullOutputStream());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    private final Consumer<Body> read;

    Read(Consumer<Body> read) {
      this.read = read;
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneWhoSendsNoMoreIsEnded(Read way) throws IOException {
    try (var server = start(Duration.ofSeconds(1), PATIENCE, way);
        var stopped = connect(server)) {
      begin(stopped);

      assertThat(said(stopped)).doesNotContain("HTTP/1.1 2");
      assertNothingIsHeld(server);
    }
  }

  @Test
  void oneWhoSendsNoMoreOfTheHeadersIsEnded() throws IOException {
    try (var server = start(PATIENCE, PATIENCE, Read.AT_ONCE);
        var stopped = connect(server)) {
      write(stopped, "POST /a HTTP/1.1\r\nHost: x\r\nX-A: som");

      assertThat(said(stopped)).doesNotContain("HTTP/1.1 2");
      assertNextIsAnswered(server);
    }
  }

  @Test
  void oneWhoSendsAByteNowAndThenIsEnded() throws IOException {
    try (var server = start(PATIENCE, Duration.ofSeconds(1), Read.AT_ONCE);
        var slow = connect(server)) {
      begin(slow);
      var sending =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        slow.getOutputStream().write('x');
                        Thread.sleep(50);
                      }
                    } catch (IOException | InterruptedException closed) {
                      Thread.currentThread().interrupt();
                    }
                  });

      assertThat(said(slow)).doesNotContain("HTTP/1.1 2");
      sending.interrupt();
      assertNothingIsHeld(server);
    }
  }

  /** The clock of a connection stays with it, whatever the garbage collector clears. */
  @Test
  void oneWhoAsksAgainLaterIsAnsweredAlthoughMemoryWasCleared() throws Exception {
    try (var server = start(PATIENCE, PATIENCE, Read.AT_ONCE);
        var caller = connect(server)) {
      for (int i = 0; i < 3; i++) {
        write(caller, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx");

        assertThat(answer(caller)).startsWith("HTTP/1.1 200");
        System.gc();
        Thread.sleep(1200); // longer than headers may take
      }
    }
  }

  /** To the end of its body, which is an empty object. */
  private static String answer(Socket socket) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("{}") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private HttpServer start(Duration readTimeout, Duration bodyTime, Read way) {
    var standard = HttpSettings.standard("127.0.0.1", 0);
    return HttpServer.start(
        new HttpSettings(
            standard.host(),
            standard.port(),
            standard.mostHeaderBytes(),
            1,
            readTimeout,
            Duration.ofSeconds(1),
            standard.trustedProxies(),
            bodyTime,
            standard.drain(),
            standard.grace()),
        request -> {
          threads.add(Thread.currentThread());
          way.read.accept(request.body());
          return Reply.ok(Map.of());
        });
  }

  private static Socket connect(HttpServer server) throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void begin(Socket socket) throws IOException {
    write(socket, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome");
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** All until the server ends the connection. */
  private static String said(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException reset) {
      return "";
    }
  }

  /** The thread has ended, and the one place is free for the next caller. */
  private void assertNothingIsHeld(HttpServer server) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !threads.isEmpty() && threads.stream().noneMatch(Thread::isAlive));
    assertNextIsAnswered(server);
  }

  private static void assertNextIsAnswered(HttpServer server) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              try (var next = connect(server)) {
                write(
                    next,
                    "POST /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                return said(next).startsWith("HTTP/1.1 200");
              }
            });
  }
}
