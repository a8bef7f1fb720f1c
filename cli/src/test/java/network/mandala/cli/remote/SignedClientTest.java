package network.mandala.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.mandala.bridge.http.Reply;
import network.mandala.cli.console.Failure;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against the bridge's own server, and against somebody on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedClientTest {
  private static final WalletKey ME = WalletKey.parse("22".repeat(32));

  private final PlayNode node = new PlayNode();

  @AfterAll
  void stop() {
    node.close();
  }

  @AfterEach
  void nobodyOnTheWay() {
    node.onTheWay(UnaryOperator.identity());
    node.be("11", "ab");
  }

  @Test
  void isKnownByItsKeyAndHearsWhatTheNodeSigned() {
    try (var client = client()) {
      assertThat(text(client, "GET", "/v2/echo/w%C3%B6rd?a=1&b=%20x", ""))
          .contains(ME.publicKey().hex(), "\"search\":\"?a=1&b=%20x\"");
      assertThat(text(client, "POST", "/v2/echo/x", "{\"a\":\"ä\"}")).contains("\"a\":\"ä\"");
      assertThat(text(client, "GET", "/v2/nothing", "")).contains("Not found");
    }
  }

  @Test
  void aSessionThatTheNodeForgotIsBegunAnew() {
    try (var client = client()) {
      text(client, "GET", "/v2/echo/x", "");
      node.be("11", "cd");

      assertThat(text(client, "POST", "/v2/echo/again", "{}")).contains("again");
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("no signature", change(reply -> without(reply, "x-bsv-auth-signature"))),
        Arguments.of("another body", change(reply -> body(reply, "{\"who\":\"me\"}"))),
        Arguments.of("no body", change(reply -> body(reply, ""))),
        Arguments.of(
            "another status", change(reply -> new Reply(201, reply.headers(), reply.body()))),
        Arguments.of("one more header", change(reply -> reply.with("x-bsv-paid", "7"))),
        Arguments.of(
            "another key",
            change(reply -> reply.with("x-bsv-auth-identity-key", ME.publicKey().hex()))),
        Arguments.of(
            "a signature that is none", change(reply -> reply.with("x-bsv-auth-signature", "zz"))),
        Arguments.of("a nonce that is none", change(reply -> reply.with("x-bsv-auth-nonce", "?"))),
        Arguments.of(
            "the answer to something else",
            change(reply -> reply.with("x-bsv-auth-request-id", "A".repeat(43) + "="))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatIsNotAsTheNodeSignedItIsNotBelieved(String what, UnaryOperator<Reply> change) {
    try (var client = client()) {
      text(client, "GET", "/v2/echo/x", "");
      node.onTheWay(change);

      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("without the node's signature");
    }
  }

  @Test
  void whatTheNodeMayHaveDoneIsNotAskedForAgain() {
    try (var client = client()) {
      text(client, "GET", "/v2/echo/x", "");
      int before = node.echoed();
      node.onTheWay(change(reply -> without(reply, "x-bsv-auth-signature")));

      assertThatThrownBy(() -> text(client, "POST", "/v2/echo/x", "{}"))
          .isInstanceOf(Failure.class);

      assertThat(node.echoed()).isEqualTo(before + 1);
    }
  }

  @Test
  void aNodeThatRefusesForeverIsNotAskedForever() {
    var asked = new AtomicInteger();
    try (var client = client()) {
      text(client, "GET", "/v2/echo/x", "");
      node.onTheWay(
          reply -> {
            asked.incrementAndGet();
            return reply.headers().containsKey("x-bsv-auth-nonce")
                ? Reply.error(401, "Session not found for nonce: x")
                : reply;
          });

      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .hasMessageContaining("answered 401")
          .hasMessageContaining("Session not found");
      assertThat(asked.get()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void anotherNodeAtTheSameAddressIsNotTrusted() {
    var known = WalletKey.parse("11".repeat(32)).publicKey();
    node.be("33", "ab");
    try (var client = new SignedClient(node.url(), ME, known)) {
      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .hasMessageContaining("is not the node of your login")
          .hasMessageContaining("--trust-new-node");
    }
  }

  @Test
  void whatIsNoNodeIsSaidToBeNone() {
    node.onTheWay(reply -> body(reply, "<html>"));
    try (var client = client()) {
      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .hasMessageContaining("is no node");
    }
    node.onTheWay(
        reply ->
            body(
                reply,
                new String(reply.body(), StandardCharsets.UTF_8)
                    .replace(
                        WalletKey.parse("11".repeat(32)).publicKey().hex(),
                        PublicKey.parse(ME.publicKey().hex()).hex())));
    try (var client = client()) {
      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .hasMessageContaining("cannot prove it");
    }
  }

  @Test
  void nobodyAtTheAddressIsSaidInWords() {
    try (var client = new SignedClient(NodeUrl.parse("http://127.0.0.1:1"), ME, null)) {
      assertThatThrownBy(() -> text(client, "GET", "/v2/echo/x", ""))
          .hasMessageContaining("does not answer")
          .hasMessageContaining("--remote");
    }
  }

  private SignedClient client() {
    return new SignedClient(node.url(), ME, null);
  }

  private static String text(SignedClient client, String method, String target, String body) {
    var answer =
        client.send(
            method,
            target,
            Map.of("x-bsv-idempotency-key", "k"),
            body.getBytes(StandardCharsets.UTF_8),
            true);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static UnaryOperator<Reply> change(UnaryOperator<Reply> change) {
    return change;
  }

  private static Reply without(Reply reply, String name) {
    var headers = new LinkedHashMap<>(reply.headers());
    headers.remove(name);
    return new Reply(reply.status(), headers, reply.body());
  }

  private static Reply body(Reply reply, String body) {
    return new Reply(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8));
  }
}
