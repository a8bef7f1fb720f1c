package network.mandala.gateway;

import static network.mandala.gateway.testing.Calls.NODE;
import static network.mandala.gateway.testing.Calls.ROUTER;
import static network.mandala.gateway.testing.Calls.json;
import static network.mandala.gateway.testing.Calls.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.gateway.testing.Calls;
import network.mandala.gateway.testing.PlayGateway;
import network.mandala.identity.fedai.Ed25519PrivateKey;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.SchnorrPrivateKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A router and a client that we did not write the cryptography of: published packages of npm
 * exchange envelopes, heartbeats and receipts with us, both ways.
 */
class PublishedPeersIT {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final String SECRET = "%064x".formatted(4);

  private static NodeProgram peer;

  @BeforeAll
  static void start() throws IOException {
    Assumptions.assumeTrue(NodeProgram.isAvailable(), "there is no Node.js on this machine");
    peer = NodeProgram.ofModule("gateway", "peer.mjs");
  }

  @AfterAll
  static void stop() {
    if (peer != null) {
      peer.close();
    }
  }

  @Test
  void keysAreWrittenAsTheyWriteThem() throws IOException {
    var theirs = ask(Map.of("op", "keys", "key", SECRET));

    var ours = SchnorrPrivateKey.parse(SECRET);
    assertThat(theirs.path("npub").asText()).isEqualTo(ours.publicKey().npub());
    assertThat(theirs.path("nsec").asText()).isEqualTo(ours.export());
    assertThat(theirs.path("ed25519").asText())
        .isEqualTo(Ed25519PrivateKey.parse(SECRET).publicKey().hex());
  }

  /** Whatever JSON can hold that two implementations may write differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1e21,1e-7,100,0.1,-0.0,123456789012345678,5e-324,1.7976931348623157e308]}",
        "{\"z\":1,\"Z\":2,\"é\":3,\"😀\":4,\"ﬀ\":5,\"10\":6,\"9\":7,\"\":8}",
        "{\"p\":\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\\\\\"/<>&\\u2028\\u007f😀\"}",
        "{\"deep\":{\"x\":[[],{},[{\"b\":null,\"a\":true}]]}}"
      })
  void envelopesOfBothSidesAreVerifiedByTheOther(String payload) throws IOException {
    for (EnvelopePrivateKey key :
        new EnvelopePrivateKey[] {
          SchnorrPrivateKey.parse(SECRET), Ed25519PrivateKey.parse(SECRET)
        }) {
      var profile = key.profile().name().toLowerCase(Locale.ROOT);
      var ours = Envelope.sign(payload, "n\u00e9", 1_700_000_000_000L, key.publicKey().text(), key);
      var verified = ask(Map.of("op", "verify", "profile", profile, "envelope", ours.json()));
      var theirs =
          ask(
              Map.of(
                  "op",
                  "sign",
                  "profile",
                  profile,
                  "key",
                  SECRET,
                  "payload",
                  json(payload),
                  "nonce",
                  "n\u00e9",
                  "ts",
                  1_700_000_000_000L));

      assertThat(verified.path("ok").asBoolean()).as(verified.toString()).isTrue();
      var read = Envelope.parse(theirs.path("envelope").toString());
      assertThat(read.isSignedBy(key.publicKey())).isTrue();
      assertThat(read.signedBytes()).isEqualTo(ours.signedBytes());
    }
  }

  @Test
  void aRouterIsAnsweredAndAcceptsTheAnswer() throws IOException {
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(Map.of("router.allow", ROUTER.publicKey().text())))) {
      var call =
          Map.of(
              "op",
              "infer",
              "url",
              gateway.url() + "/infer",
              "key",
              SECRET,
              "payload",
              ask("wie geht's? 😀"));

      var answer = ask(call);

      assertThat(answer.path("good").asBoolean()).as(answer.toString()).isTrue();
    }
  }

  @Test
  void aRouterOfTheFirstGenerationIsToo() throws IOException {
    var node = Ed25519PrivateKey.parse("03".repeat(32));
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            node,
            PlayGateway.mock(
                Map.of(
                    "router.publicKey",
                    Ed25519PrivateKey.parse(SECRET).publicKey().hex(),
                    "router.keyId",
                    "router-key-1")))) {
      var answer =
          ask(
              Map.of(
                  "op",
                  "infer",
                  "profile",
                  "ed25519",
                  "url",
                  gateway.url() + "/infer",
                  "key",
                  SECRET,
                  "keyId",
                  "router-key-1",
                  "nodeKey",
                  node.publicKey().hex(),
                  "payload",
                  ask("older")));

      assertThat(answer.path("good").asBoolean()).as(answer.toString()).isTrue();
    }
  }

  @Test
  void aClientsReceiptPaysOnce() throws IOException {
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(Map.of("router.anybody", "true", "payment.required", "true")))) {
      var payload = ask("paid");
      var signed =
          ask(Map.of("op", "sign", "key", "%064x".formatted(5), "payload", receipt(payload, 1)));
      payload.withArray("paymentReceipts").add(signed.path("envelope"));
      var call =
          Map.of("op", "infer", "url", gateway.url() + "/infer", "key", SECRET, "payload", payload);

      assertThat(ask(call).path("good").asBoolean()).isTrue();
      assertThat(ask(call).at("/body/error").asText()).isEqualTo("payment-receipt-reused");
    }
  }

  @Test
  void theRouterIsToldThatTheNodeIsThere() throws IOException {
    var port = ask(Map.of("op", "listen")).path("port").asInt();
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(
                Map.of(
                    "router.allow", ROUTER.publicKey().text(),
                    "router.endpoint", "http://127.0.0.1:" + port,
                    "router.heartbeat", "100ms",
                    "node.endpoint", "https://node.example.com",
                    "limit.load", "1")))) {
      var first = ask(Map.of("op", "heartbeat"));
      var second = ask(Map.of("op", "heartbeat"));

      assertThat(first.path("good").asBoolean()).as(first.toString()).isTrue();
      assertThat(second.path("good").asBoolean()).isTrue();
      assertThat(second.at("/envelope/nonce")).isNotEqualTo(first.at("/envelope/nonce"));
      var descriptor = first.at("/envelope/payload");
      assertThat(descriptor.path("nodeId").asText()).isEqualTo("node-1");
      assertThat(descriptor.path("keyId").asText()).isEqualTo(NODE.publicKey().text());
      assertThat(descriptor.path("endpoint").asText()).isEqualTo("https://node.example.com");
      assertThat(descriptor.at("/capacity/currentLoad").asInt()).isEqualTo(1);
      assertThat(descriptor.at("/capabilities/0/modelId").asText()).isEqualTo("mock-model");
      assertThat(descriptor.at("/capabilities/0/pricing/currency").asText()).isEqualTo("SAT");
      assertThat(gateway.get("/metrics").body())
          .contains("node_heartbeats_total{result=\"accepted\"}");
    }
  }

  private static JsonNode ask(Map<String, ?> question) throws IOException {
    peer.write(question);
    return peer.read();
  }

  private static ObjectNode ask(String prompt) {
    return Calls.ask(prompt);
  }
}
