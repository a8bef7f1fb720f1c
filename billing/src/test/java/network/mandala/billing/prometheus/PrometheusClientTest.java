package network.mandala.billing.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lies, hangs, never ends, or is something else. */
class PrometheusClientTest {

  private static final String EMPTY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
  private static final Question QUESTION =
      new Question("up[1m]", Instant.ofEpochMilli(60_123), new SampleRules(0, 60_123, 1e12, 1000));

  @TempDir Path folder;
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private HttpHandler handler;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> handler.handle(exchange));
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void asksWithTokenAndTenant() throws IOException {
    var request = new AtomicReference<String>();
    handler =
        exchange -> {
          request.set(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  exchange.getRequestHeaders().getFirst("X-Scope-OrgID"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          json(exchange, 200, EMPTY);
        };
    var token = Files.writeString(folder.resolve("token"), "secret\n");
    try (var client =
        new PrometheusClient(
            new PrometheusSettings(
                URI.create(url() + "/prefix/"),
                null,
                token,
                "X-Scope-OrgID",
                "node-7",
                Duration.ofSeconds(5),
                1 << 20),
            Clock.systemUTC())) {
      client.ask(QUESTION, series -> {});
    }

    assertThat(request.get())
        .isEqualTo(
            "POST /prefix/api/v1/query Bearer secret node-7"
                + " query=up%5B1m%5D&time=60.123&timeout=5000ms");
  }

  @Test
  void knowsAPageOfHtml() {
    handler = exchange -> answer(exchange, 200, "text/html; charset=utf-8", "<html>Sign in</html>");

    assertThat(fault())
        .hasMessageContaining("text/html")
        .hasMessageContaining("is prometheus.url that of a Prometheus?")
        .extracting(PrometheusFault::reason)
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void followsNobodyElsewhere() {
    var visited = new AtomicInteger();
    handler =
        exchange -> {
          visited.incrementAndGet();
          exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        };

    assertThat(fault().reason()).isEqualTo(Reason.REFUSED);
    assertThat(visited).hasValue(1);
  }

  @Test
  void tellsWhatARefusalSays() {
    handler =
        exchange ->
            json(
                exchange,
                422,
                "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}");

    assertThat(fault()).hasMessageContaining("422").hasMessageContaining("too many samples");
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() {
    handler = exchange -> await();

    assertThat(fault().reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void givesUpOnAnAnswerThatStopsInTheMiddle() {
    handler =
        exchange -> {
          head(exchange);
          exchange.getResponseBody().write("{\"status\":\"succ".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await();
        };

    assertThat(fault().reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void givesUpOnAnAnswerThatDripsForEver() {
    handler =
        exchange -> {
          head(exchange);
          var out = exchange.getResponseBody();
          out.write("{\"status\":\"".getBytes(StandardCharsets.UTF_8));
          while (over.getCount() > 0) {
            out.write(' ');
            out.flush();
            pause();
          }
        };

    assertThat(fault().reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void givesUpOnAnAnswerThatIsTooLarge() {
    handler =
        exchange -> {
          head(exchange);
          var out = exchange.getResponseBody();
          out.write(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                  .getBytes(StandardCharsets.UTF_8));
          var one = "{\"metric\":{},\"values\":[]},".repeat(1000).getBytes(StandardCharsets.UTF_8);
          while (over.getCount() > 0) {
            out.write(one);
          }
        };

    var fault = fault(new SampleRules(0, 1, 1, Integer.MAX_VALUE), Duration.ofSeconds(30));

    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault).hasMessageContaining("prometheus.maxAnswerBytes");
  }

  @Test
  void aConnectionThatBreaksIsNoAnswer() {
    handler =
        exchange -> {
          head(exchange);
          exchange
              .getResponseBody()
              .write("{\"status\":\"success\",".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        };

    assertThat(fault().reason()).isIn(Reason.UNREACHABLE, Reason.MALFORMED);
  }

  @Test
  void aPortWhereNobodyListensIsSaidSo() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (var client = client("http://127.0.0.1:" + port, Duration.ofSeconds(5))) {
      var fault =
          catchThrowableOfType(PrometheusFault.class, () -> client.ask(QUESTION, series -> {}));
      assertThat(fault.reason()).isEqualTo(Reason.UNREACHABLE);
    }
  }

  @Test
  void noticesAClockThatIsWrong() throws IOException {
    handler = exchange -> json(exchange, 200, EMPTY);
    var ours = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
    try (var client = new PrometheusClient(settings(url(), Duration.ofSeconds(5)), ours)) {
      assertThat(client.skewSeconds()).isEmpty();

      client.ask(QUESTION, series -> {});

      assertThat(client.skewSeconds().orElseThrow()).isBetween(7190L, 7210L);
    }
  }

  @Test
  void believesTheCertificatesThatItIsGivenAndNoOthers() throws Exception {
    var store = folder.resolve("store.p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=prometheus",
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        store.toString());
    var certificate = folder.resolve("ca.crt");
    keytool("-exportcert", "-rfc", "-file", certificate.toString(), "-keystore", store.toString());
    var tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    tls.createContext("/", exchange -> json(exchange, 200, EMPTY));
    tls.start();
    var url = URI.create("https://127.0.0.1:" + tls.getAddress().getPort());
    try (var believing =
            new PrometheusClient(
                new PrometheusSettings(
                    url, certificate, null, "", "", Duration.ofSeconds(5), 1 << 20),
                Clock.systemUTC());
        var stranger = client(url.toString(), Duration.ofSeconds(5))) {
      assertThat(believing.ask(QUESTION, series -> {}).series()).isZero();
      assertThat(
              catchThrowableOfType(
                      PrometheusFault.class, () -> stranger.ask(QUESTION, series -> {}))
                  .reason())
          .isEqualTo(Reason.UNREACHABLE);
    } finally {
      tls.stop(0);
    }
  }

  private static SSLContext context(Path store) throws Exception {
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-storepass", "changeit"));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static PrometheusSettings settings(String url, Duration timeout) {
    return new PrometheusSettings(
        URI.create(url), null, null, "X-Scope-OrgID", "", timeout, 1 << 20);
  }

  private static PrometheusClient client(String url, Duration timeout) throws IOException {
    return new PrometheusClient(settings(url, timeout), Clock.systemUTC());
  }

  private PrometheusFault fault() {
    return fault(QUESTION.rules(), Duration.ofMillis(700));
  }

  private PrometheusFault fault(SampleRules rules, Duration timeout) {
    return catchThrowableOfType(
        PrometheusFault.class,
        () -> {
          try (var client = client(url(), timeout)) {
            client.ask(new Question(QUESTION.promql(), QUESTION.at(), rules), series -> {});
          }
        });
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, "application/json", body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      in.readAllBytes();
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void head(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause() {
    try {
      if (over.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
