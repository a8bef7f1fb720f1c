package network.mandala.gateway;

import static network.mandala.gateway.testing.Calls.ask;
import static network.mandala.gateway.testing.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import network.mandala.gateway.testing.PlayGateway;
import network.mandala.identity.fedai.Ed25519PrivateKey;
import network.mandala.identity.fedai.Envelope;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node with a key of Ed25519 is one of the first generation, with its order of checks. */
class OlderGenerationTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final Ed25519PrivateKey NODE = Ed25519PrivateKey.parse("03".repeat(32));
  private static final Ed25519PrivateKey ROUTER = Ed25519PrivateKey.parse("04".repeat(32));

  @Test
  void answersItsOneRouter() {
    try (var gateway = start(Map.of("router.publicKey", ROUTER.publicKey().pem()))) {
      var answer = gateway.post("/infer", signed(ask("older"), "router-key-1"));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      var response = Envelope.parse(json(answer.body()).path("response").toString());
      assertThat(response.keyId()).isEqualTo("node-key-1");
      assertThat(response.isSignedBy(NODE.publicKey())).isTrue();
    }
  }

  @Test
  void looksAtSizesBeforeKeys() {
    try (var gateway =
        start(
            Map.of(
                "router.publicKey", ROUTER.publicKey().hex(),
                "router.keyId", "router-key-1",
                "limit.promptBytes", "10"))) {
      assertThat(gateway.post("/infer", signed(ask("x".repeat(11)), "another")).body())
          .isEqualTo("{\"error\":\"prompt-too-large\"}");
      assertThat(gateway.post("/infer", signed(ask("x").put("maxTokens", 5000), "another")).body())
          .isEqualTo("{\"error\":\"max-tokens-exceeded\"}");
      assertThat(gateway.post("/infer", signed(ask("x"), "another")).body())
          .isEqualTo("{\"error\":\"router-key-id-mismatch\"}");
      assertThat(
              gateway
                  .post("/infer", signed(ask("x"), "router-key-1").replace("req-", "REQ-"))
                  .body())
          .isEqualTo("{\"error\":\"invalid-signature\"}");
    }
  }

  @Test
  void saysThatItKnowsNoRouter() {
    try (var gateway = start(Map.of("router.anybody", "true"))) {
      var answer = gateway.post("/infer", signed(ask("x"), "router-key-1"));

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("{\"error\":\"router-public-key-missing\"}");
    }
  }

  private static PlayGateway start(Map<String, String> settings) {
    return PlayGateway.start(mysql.settings(), NODE, PlayGateway.mock(settings));
  }

  private static String signed(ObjectNode payload, String keyId) {
    return Envelope.sign(
            payload.toString(),
            UUID.randomUUID().toString(),
            System.currentTimeMillis(),
            keyId,
            ROUTER)
        .json();
  }
}
