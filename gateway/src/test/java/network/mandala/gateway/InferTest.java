package network.mandala.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static network.mandala.gateway.testing.Calls.NODE;
import static network.mandala.gateway.testing.Calls.ROUTER;
import static network.mandala.gateway.testing.Calls.ask;
import static network.mandala.gateway.testing.Calls.json;
import static network.mandala.gateway.testing.Calls.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import network.mandala.gateway.testing.PlayGateway;
import network.mandala.identity.Sha256;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.SchnorrPrivateKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of the second generation, over HTTP, with a real ledger. */
class InferTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private static PlayGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(
                Map.of(
                    "router.allow", ROUTER.publicKey().text(),
                    "limit.promptBytes", "100",
                    "limit.tokens", "5000",
                    "http.mostBodyBytes", "4096")));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void answersWithTheModelsOutputAndWhatItUsedBothSigned() {
    var payload = ask("héllo");

    var answer = gateway.post("/infer", signed(payload));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var response = Envelope.parse(json(answer.body()).path("response").toString());
    var metering = Envelope.parse(json(answer.body()).path("metering").toString());
    assertThat(response.isSignedBy(NODE.publicKey())).isTrue();
    assertThat(metering.isSignedBy(NODE.publicKey())).isTrue();
    assertThat(response.keyId()).isEqualTo(metering.keyId()).isEqualTo(NODE.publicKey().text());
    var said = json(response.payload());
    assertThat(said.path("requestId")).isEqualTo(payload.path("requestId"));
    assertThat(said.path("output").asText()).isEqualTo("mock-response:héllo");
    assertThat(said.path("usage").path("outputTokens").asInt()).isEqualTo(16);
    var used = json(metering.payload());
    assertThat(used.path("promptHash").asText())
        .isEqualTo(HexFormat.of().formatHex(Sha256.of("héllo".getBytes(UTF_8))));
    assertThat(used.path("bytesIn").asInt()).isEqualTo(6);
    assertThat(used.path("bytesOut").asInt()).isEqualTo(20);
    assertThat(used.path("nodeId").asText()).isEqualTo("node-1");
    assertThat(used.path("wallTimeMs").asLong()).isEqualTo(said.path("latencyMs").asLong());
  }

  @Test
  void theSameEnvelopeIsAnsweredOnce() {
    var body = signed(ask("once"));

    assertThat(gateway.post("/infer", body).statusCode()).isEqualTo(200);
    assertError(gateway.post("/infer", body), 400, "nonce-reused");
  }

  @Test
  void anotherKeyMayUseTheSameNonce() {
    var nonce = UUID.randomUUID().toString();
    gateway.post("/infer", signed(ask("mine"), nonce, System.currentTimeMillis()));
    var other = SchnorrPrivateKey.parse("%064x".formatted(77));
    var envelope =
        Envelope.sign(
            ask("x").toString(),
            nonce,
            System.currentTimeMillis(),
            other.publicKey().npub(),
            other);

    assertError(gateway.post("/infer", envelope.json()), 401, "router-not-allowed");
  }

  /** Nobody but the key's owner can use up its nonces. */
  @Test
  void aNonceIsNotUsedUpByAWrongSignature() {
    var body = signed(ask("burn"));
    var forged = body.replace("\"maxTokens\":16", "\"maxTokens\":15");

    assertError(gateway.post("/infer", forged), 401, "invalid-signature");
    assertThat(gateway.post("/infer", body).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"-6, 400, ts-out-of-window", "6, 400, ts-out-of-window", "-4, 200, ''", "4, 200, ''"})
  void aCallIsOfNow(int minutes, int status, String error) {
    var body =
        signed(
            ask("now"),
            UUID.randomUUID().toString(),
            System.currentTimeMillis() + minutes * MINUTE);

    assertError(gateway.post("/infer", body), status, error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                             | 400 | empty-body
          {                                                              | 400 | invalid-json
          {"payload":{}}                                                 | 400 | invalid-envelope
          []                                                             | 400 | invalid-envelope
          {"payload":{},"nonce":"n","ts":1,"keyId":"k","sig":"s","x":1}  | 400 | invalid-envelope
          {"payload":{"requestId":"r","modelId":"m","prompt":"p","maxTokens":1},"nonce":"n","ts":1,"keyId":"k","sig":"s"} | 400 | invalid-key-id
          """)
  void whatIsNoCallIsRefused(String body, int status, String error) {
    assertError(gateway.post("/infer", body), status, error);
    assertError(gateway.post("/infer/stream", body), status, error);
  }

  @Test
  void sizesAreLimited() {
    assertError(gateway.post("/infer", "x".repeat(5000)), 413, "payload-too-large");
    assertError(gateway.post("/infer", signed(ask("x".repeat(101)))), 413, "prompt-too-large");
    assertError(
        gateway.post("/infer", signed(ask("x").put("maxTokens", 5001))),
        400,
        "max-tokens-exceeded");
    assertError(
        gateway.post("/infer", signed(ask("x").put("maxTokens", 4096))),
        400,
        "context-window-exceeded");
    assertThat(gateway.post("/infer", signed(ask("x").put("maxTokens", 4095))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyWrongFieldIsNamed() {
    var payload = ask("x").put("maxTokens", 1.5).put("temperature", "hot").put("jobType", "DANCE");
    payload.remove("modelId");
    payload.putObject("metadata").put("a", 1);

    var refused = gateway.post("/infer", signed(payload));

    assertError(refused, 400, "invalid-envelope");
    assertThat(json(refused.body()).path("details").toString())
        .contains("payload.modelId: ")
        .contains("payload.maxTokens: ")
        .contains("payload.temperature: ")
        .contains("payload.jobType: ")
        .contains("payload.metadata: ");
  }

  @Test
  void membersThatNobodyKnowsAreAllowedInThePayload() {
    var payload = ask("x");
    payload.putObject("later").put("big", 1e21).put("text", "\ud83d\ude00\u2028");

    assertThat(gateway.post("/infer", signed(payload)).statusCode()).isEqualTo(200);
  }

  @Test
  void theOtherPathsSayWhatTheOlderNodeSays() {
    assertThat(gateway.get("/health").body()).isEqualTo("{\"ok\":true}");
    assertError(gateway.get("/nowhere"), 404, "not-found");
    assertError(gateway.get("/infer"), 404, "not-found");
    var status = json(gateway.get("/status").body());
    assertThat(status.path("ok").asBoolean()).isTrue();
    assertThat(status.path("nodeId").asText()).isEqualTo("node-1");
    assertThat(status.at("/capacity/maxConcurrent").asInt()).isEqualTo(4);
    assertThat(status.at("/runner/name").asText()).isEqualTo("mock");
    assertThat(status.at("/payments/requirePayment").asBoolean()).isFalse();
    gateway.post("/infer", signed(ask("counted")));
    assertThat(gateway.get("/metrics").body())
        .contains("node_inference_requests_total{status=\"200\"}")
        .contains("node_inference_duration_seconds_bucket{le=\"0.005\"}")
        .contains("node_inference_duration_seconds_bucket{le=\"120.0\"}")
        .contains("node_payment_receipt_failures_total 0.0")
        .contains("node_inference_in_flight 0.0");
    assertThat(gateway.isReady()).isTrue();
  }

  @Test
  void anAnswerFlowsInEventsAndEndsWithTheSignedWhole() {
    var answer = gateway.post("/infer/stream", signed(ask("flow")));

    var events = answer.body().split("\n\n");
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(events).hasSize(3);
    assertThat(events[0]).startsWith("event: chunk\ndata: ").contains("\"index\":0");
    assertThat(events[1]).startsWith("event: chunk\ndata: ").contains("\"index\":1");
    assertThat(events[2]).startsWith("event: final\ndata: ");
    var whole = json(events[2].substring("event: final\ndata: ".length()));
    var response = Envelope.parse(whole.path("response").toString());
    assertThat(response.isSignedBy(NODE.publicKey())).isTrue();
    assertThat(json(response.payload()).path("output").asText()).isEqualTo("mock-response:flow");
  }

  @Test
  void aBlockedOrMutedOrUnfollowedRouterIsRefused() {
    var npub = ROUTER.publicKey().text();
    for (var list : Map.of("block", "router-blocked", "mute", "router-muted").entrySet()) {
      try (var strict =
          PlayGateway.start(
              mysql.settings(),
              NODE,
              PlayGateway.mock(
                  Map.of("router.anybody", "true", "router." + list.getKey(), npub)))) {
        assertError(strict.post("/infer", signed(ask("x"))), 403, list.getValue());
      }
    }
    try (var strict =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(
                Map.of(
                    "router.anybody", "true",
                    "router.follow", NODE.publicKey().text(),
                    "limit.rate", "1")))) {
      assertError(strict.post("/infer", signed(ask("x"))), 403, "router-not-followed");
    }
  }

  @Test
  void aKeyThatCallsTooOftenIsToldSo() {
    try (var slow =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            PlayGateway.mock(
                Map.of(
                    "router.anybody", "true", "limit.rate", "2", "limit.rateWindow", "10000d")))) {
      assertThat(slow.post("/infer", signed(ask("1"))).statusCode()).isEqualTo(200);
      assertThat(slow.post("/infer", signed(ask("2"))).statusCode()).isEqualTo(200);
      assertError(slow.post("/infer", signed(ask("3"))), 429, "rate-limited");
    }
  }

  private static void assertError(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (!error.isEmpty()) {
      assertThat(json(answer.body()).path("error").asText()).isEqualTo(error);
    }
  }
}
