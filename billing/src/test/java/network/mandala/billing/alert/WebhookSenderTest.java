package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import network.mandala.identity.CanonicalJson;
import network.mandala.identity.PrivateKey;
import network.mandala.identity.PublicKey;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:05Z");
  private static final PrivateKey KEY = PrivateKey.parse("11".repeat(32));
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Call(String path, Map<String, List<String>> headers, byte[] body) {}

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/status/", this::answer);
    server.createContext("/endless", WebhookSenderTest::answerForEver);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCallIsSignedByTheNodeOverItsTimeAndItsBody() {
    assertThat(send(sender("127.0.0.0/8"), url("/status/204"))).isEqualTo(new Outcome.Delivered());

    var call = calls.remove();
    var signature = call.headers().get("Mandala-signature").getFirst();
    var parts =
        Pattern.compile("t=(\\d+),keyid=(\\p{XDigit}+),sig=(\\p{XDigit}+)").matcher(signature);
    assertThat(parts.matches()).isTrue();
    assertThat(parts.group(1)).isEqualTo(String.valueOf(NOW.getEpochSecond()));
    assertThat(parts.group(2)).isEqualTo(KEY.publicKey().hex());
    var signed = parts.group(1) + "." + new String(call.body(), StandardCharsets.UTF_8);
    var der = HexFormat.of().parseHex(parts.group(3));
    var key = PublicKey.parse(parts.group(2));
    assertThat(key.verify(signed.getBytes(StandardCharsets.UTF_8), der)).isTrue();
    assertThat(key.verify((signed + " ").getBytes(StandardCharsets.UTF_8), der)).isFalse();
    assertThat(call.headers().get("Mandala-delivery"))
        .containsExactly("0123456789abcdef0123456789abcdef-7");
  }

  @Test
  void theBodyIsCanonicalJson() {
    send(sender("127.0.0.0/8"), url("/status/200"));

    var body = new String(calls.remove().body(), StandardCharsets.UTF_8);
    assertThat(body)
        .isEqualTo(
            "{\"at\":\"2026-01-01T12:00:00Z\",\"balanceSatoshis\":\"-1250000\",\"direction\":\"fell\","
                + "\"id\":\"0123456789abcdef0123456789abcdef-7\",\"node\":\"node.provider.io\","
                + "\"project\":{\"displayName\":\"The \\\"Shop\\\"\",\"id\":\"0123456789abcdef0123456789abcdef\","
                + "\"name\":\"shop\",\"network\":\"main\"},\"thresholdsSatoshis\":[\"0\",\"-1000000\"],"
                + "\"type\":\"mandala.balance-alert.v1\",\"urgency\":\"Urgent\"}")
        .isEqualTo(CanonicalJson.of(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | delivered |
          299 | delivered |
          302 | later     | the URL redirects (302), which is not followed
          308 | later     | the URL redirects (308), which is not followed
          400 | later     | the URL answers 400
          410 | never     | the URL says that it is gone for ever (410)
          429 | later     | the URL answers 429
          500 | later     | the URL answers 500
          """)
  void theStatusDecides(int status, String when, String why) {
    assertThat(send(sender("127.0.0.0/8"), url("/status/" + status)))
        .isEqualTo(
            switch (when) {
              case "delivered" -> new Outcome.Delivered();
              case "never" -> new Outcome.Refused(why);
              default -> new Outcome.Failed(why);
            });
    assertThat(calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/status/200",
        "http://localhost:PORT/status/200",
        "http://[::1]:PORT/status/200",
        "http://[::ffff:127.0.0.1]:PORT/status/200",
        "http://2130706433:PORT/status/200",
        "http://127.1:PORT/status/200",
        "http://0.0.0.0:PORT/status/200",
        "http://169.254.169.254/latest/meta-data/",
      })
  void addressesThatAreNotPublicAreNotCalled(String url) {
    var target = url.replace("PORT", String.valueOf(server.getAddress().getPort()));

    assertThat(send(sender(), target)).isInstanceOf(Outcome.Refused.class);
    assertThat(calls).isEmpty();
  }

  @Test
  void aNameThatLeadsInsideIsNotCalled() {
    assertThat(send(sender(names("10.0.0.1")), "http://hooks.tenant.io/"))
        .isEqualTo(new Outcome.Refused("the URL leads to an address that is not public"));
    assertThat(send(sender(names("1.1.1.1,10.0.0.1")), "http://hooks.tenant.io/"))
        .isEqualTo(new Outcome.Refused("the URL leads to an address that is not public"));
  }

  /** DNS rebinding: what is connected to is what was checked, since it is looked up once. */
  @Test
  void aNameIsLookedUpOnceForACall() {
    var answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
    var names = names(answers);

    var outcome =
        send(
            sender(names, "127.0.0.0/8"),
            "http://hooks.tenant.io:" + server.getAddress().getPort() + "/status/200");

    assertThat(outcome).isEqualTo(new Outcome.Delivered());
    assertThat(answers).containsExactly("10.0.0.1");
  }

  @Test
  void aNameThatNobodyKnowsIsTriedLater() {
    assertThat(send(sender(names(new ArrayDeque<>())), "http://hooks.tenant.io/"))
        .isEqualTo(new Outcome.Failed("the host of the URL is not known"));
  }

  @Test
  void httpIsRefusedUnlessTheProviderAcceptsIt() {
    var settings =
        new WebhookSettings(WebhookSettings.PlainHttp.REFUSED, List.of("127.0.0.0/8"), PATIENCE);

    assertThat(send(sender(settings, SystemDefaultDnsResolver.INSTANCE), url("/status/200")))
        .isEqualTo(new Outcome.Refused("the URL is not https"));
    assertThat(calls).isEmpty();
  }

  @Test
  void aServerWithoutTlsIsNotTalkedToWhereTheUrlIsHttps() {
    assertThat(send(sender("127.0.0.0/8"), url("/status/200").replace("http:", "https:")))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(calls).isEmpty();
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    assertThat(send(sender("127.0.0.0/8"), url("/endless"))).isEqualTo(new Outcome.Delivered());
  }

  @Test
  void aServerThatSaysNothingIsLeft() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(send(sender("127.0.0.0/8"), "http://127.0.0.1:" + silent.getLocalPort() + "/x"))
          .isEqualTo(new Outcome.Failed("the host of the URL does not answer in time"));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    calls.add(
        new Call(
            path,
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes()));
    exchange.getResponseHeaders().add("Location", "/status/200");
    exchange.sendResponseHeaders(Integer.parseInt(path.substring("/status/".length())), -1);
    exchange.close();
  }

  private static void answerForEver(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (true) {
        out.write(new byte[8192]);
      }
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static WebhookSender sender(String... allowed) {
    return sender(SystemDefaultDnsResolver.INSTANCE, allowed);
  }

  private static WebhookSender sender(DnsResolver names, String... allowed) {
    return sender(
        new WebhookSettings(WebhookSettings.PlainHttp.ACCEPTED, List.of(allowed), PATIENCE), names);
  }

  private static WebhookSender sender(WebhookSettings settings, DnsResolver names) {
    try {
      return new WebhookSender(
          settings, "node.provider.io", KEY, () -> NOW, names, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome send(WebhookSender sender, String url) {
    try (sender) {
      return sender.send(
          new Delivery(7, Channel.WEBHOOK, url, MailTextTest.notice("The \"Shop\""), 1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DnsResolver names(String answer) {
    return names(new ArrayDeque<>(List.of(answer)));
  }

  private static DnsResolver names(Queue<String> answers) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        var answer = answers.poll();
        if (answer == null) {
          throw new UnknownHostException(host);
        }
        var addresses = answer.split(",", -1);
        var resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
          resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return resolved;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
