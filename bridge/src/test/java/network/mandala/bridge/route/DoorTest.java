package network.mandala.bridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import network.mandala.bridge.testing.PlayBridge;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Message;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in and comes out, over real connections. */
class DoorTest {
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static PlayBridge bridge;
  private static RawClient client;

  @BeforeAll
  static void start() {
    bridge = PlayBridge.start();
    client = new RawClient(KEY, bridge.url()).shakeHands();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @Test
  void answersWhoSigned() {
    var answer = client.send(client.post("/echo", "{\"a\":1}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("identity").textValue()).isEqualTo(KEY.publicKey().hex());
    assertThat(answer.body().get("body").get("a").intValue()).isEqualTo(1);
    assertThat(answer.headers())
        .containsEntry("access-control-allow-origin", "*")
        .containsEntry("access-control-expose-headers", "*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/ECHO", "/echo/", "//echo", "/echo/../echo", "/pay/", "/PAY"})
  void aPathThatIsNotOneIsASigned404(String path) {
    var answer = client.send(client.post(path, "{}"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("error").textValue()).isEqualTo("Not found");
  }

  @Test
  void anotherMethodIsASigned405() {
    var answer = client.send(client.sign("DELETE", "/echo", Map.of(), new byte[0]));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.headers()).containsEntry("allow", "GET, POST, PUT");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 409, 413, 500, 501, 503})
  void whateverAHandlerRefusesIsSigned(int status) {
    var answer = client.send(client.post("/refuse/" + status, "{}"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
  }

  @Test
  void aBugIsASigned500ThatSaysNothingButAReference() {
    var answer = client.send(client.post("/fail", "{}"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().toString()).contains("reference").doesNotContain("as the test");
  }

  @Test
  void aPaymentIsAskedForWithSignedHeaders() {
    var answer = client.send(client.post("/pay", "{}"));

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.headers()).containsEntry("x-bsv-payment-satoshis-required", "7");
  }

  @Test
  void aHeaderOfAMebibyteIsRead() {
    var payment = "x".repeat(1 << 20);
    var answer =
        client.send(client.sign("POST", "/pay", Map.of("x-bsv-payment", payment), new byte[0]));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("payment").intValue()).isEqualTo(1 << 20);
  }

  @Test
  void aBodyThatIsTooLargeIsASigned413() {
    var answer = client.send(client.post("/echo", "\"" + "x".repeat(PlayBridge.MOST_BYTES) + "\""));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.signed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[1]|400", "{\"a\":1,\"a\":2}|400", "{\"a\":|400", "{} {}|400", "NaN|400"})
  void whatIsNoJsonObjectIsASigned400(String body, int status) {
    var answer = client.send(client.post("/echo", body));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("error").textValue()).startsWith("The body is not");
  }

  @Test
  void invalidUtf8IsASigned400() {
    var answer =
        client.send(
            client.sign(
                "POST",
                "/echo",
                Map.of("content-type", "application/json"),
                new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("error").textValue()).isEqualTo("The body is not UTF-8");
  }

  @Test
  void anotherContentTypeIsASigned415() {
    var answer =
        client.send(
            client.sign(
                "POST", "/echo", Map.of("content-type", "text/plain"), RawClient.utf8("{}")));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.signed()).isTrue();
  }

  @Test
  void aRequestIsAnsweredOnce() {
    var message = client.post("/count", "{}");
    int before = bridge.counted();

    assertThat(client.send(message).status()).isEqualTo(200);
    refusedAsUnknown(message, "ERR_AUTH_FAILED");
    refusedAsUnknown(message, "ERR_AUTH_FAILED");

    assertThat(bridge.counted()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-bsv-auth-version",
        "x-bsv-auth-identity-key",
        "x-bsv-auth-nonce",
        "x-bsv-auth-your-nonce",
        "x-bsv-auth-signature",
        "x-bsv-auth-request-id"
      })
  void everyChangedCharacterOfAHeaderIsRefused(String header) {
    var value = client.post("/count", "{}").headers.get(header);
    int before = bridge.counted();
    for (int i = 0; i < value.length(); i++) {
      var message = client.post("/count", "{}");
      var chars = message.headers.get(header).toCharArray();
      if (i >= chars.length) {
        continue;
      }
      chars[i] = chars[i] == '1' ? '2' : '1';
      message.headers.put(header, new String(chars));

      var answer = client.send(message);

      assertThat(answer.status()).as("%s at %d", header, i).isEqualTo(401);
      assertThat(answer.signed()).isFalse();
    }
    assertThat(bridge.counted()).isEqualTo(before);
  }

  @Test
  void everyOtherPartOfARequestIsSignedToo() {
    int before = bridge.counted();
    var method = client.sign("PUT", "/echo", Map.of(), new byte[0]);
    refusedAsUnknown(copy(method, "GET", "/echo"), "ERR_AUTH_FAILED");
    var path = client.post("/words/a", "{}");
    refusedAsUnknown(copy(path, "POST", "/words/b"), "ERR_AUTH_FAILED");
    refusedAsUnknown(copy(path, "POST", "/words/a?x"), "ERR_AUTH_FAILED");
    var body = client.post("/count", "{}");
    body.body = RawClient.utf8("{ }");
    refusedAsUnknown(body, "ERR_AUTH_FAILED");
    var header = client.post("/count", "{}");
    header.headers.put("x-bsv-payment", "more");
    refusedAsUnknown(header, "ERR_AUTH_FAILED");
    var type = client.post("/count", "{}");
    type.headers.put("content-type", "text/plain");
    refusedAsUnknown(type, "ERR_AUTH_FAILED");
    assertThat(bridge.counted()).isEqualTo(before);
  }

  @Test
  void theSessionOfAnotherIdentityIsNone() {
    var other = new RawClient(WalletKey.parse("33".repeat(32)), bridge.url()).shakeHands();
    var message = client.post("/count", "{}");
    message.headers.put(
        "x-bsv-auth-your-nonce", other.post("/count", "{}").headers.get("x-bsv-auth-your-nonce"));

    var answer = client.send(message);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().get("description").textValue())
        .isEqualTo("Session not found for nonce: " + message.headers.get("x-bsv-auth-your-nonce"));
  }

  @Test
  void whoDidNotSignIsTold() {
    var answer = client.plain("POST", "/echo", "{}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().toString())
        .contains("\"UNAUTHORIZED\"", "\"Mutual-authentication failed!\"");
  }

  @Test
  void everybodyMaySeeWhatIsOpenAndAskForOptions() {
    assertThat(client.plain("GET", "/open", "").status()).isEqualTo(200);
    var options = client.plain("OPTIONS", "/echo", "");
    assertThat(options.status()).isEqualTo(200);
    assertThat(options.headers()).containsEntry("access-control-allow-headers", "*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\":\"1.0\"}",
        "{\"version\":\"0.1\",\"messageType\":\"certificateRequest\"}",
        "{\"version\":\"0.1\",\"messageType\":\"initialRequest\",\"identityKey\":\"x\",\"initialNonce\":\"x\"}",
        "{\"version\":\"0.1\",\"messageType\":\"initialRequest\",\"identityKey\":1}"
      })
  void aHandshakeThatIsNoneIsA400(String body) {
    assertThat(client.plain("POST", "/.well-known/auth", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /a b HTTP/1.1\r\nhost: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        "POST /echo HTTP/1.1\r\n"
            + "host: x\r\n"
            + "content-length: 2\r\n"
            + "transfer-encoding: chunked\r\n\r\n"
            + "0\r\n\r\n"
      })
  void whatIsNoHttpIsRefusedInJsonOrCutOff(String request) throws IOException {
    var answer = raw(request);

    if (!answer.isEmpty()) {
      assertThat(answer).matches("(?s)HTTP/1.1 (4|5)\\d\\d .*");
      assertThat(answer).contains("{\"");
    }
  }

  @Test
  void tenMebibytesOfHeadersAreRefused() throws IOException {
    var answer = raw("GET /open HTTP/1.1\r\nhost: x\r\nx-a: " + "x".repeat(10 << 20) + "\r\n\r\n");

    assertThat(answer).doesNotContain("200 OK");
    assertThat(client.plain("GET", "/open", "").status()).isEqualTo(200);
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", bridge.port())) {
      socket.setSoTimeout(10_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (java.net.SocketException cutOff) {
        return "";
      }
    }
  }

  private static Message copy(Message message, String method, String target) {
    var copy = client.sign(method, target, Map.of(), message.body);
    copy.headers.clear();
    copy.headers.putAll(message.headers);
    return copy;
  }

  private static void refusedAsUnknown(Message message, String code) {
    var answer = client.send(message);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.signed()).isFalse();
    assertThat(answer.body().get("code").textValue()).isEqualTo(code);
  }
}
