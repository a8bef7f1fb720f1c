package network.mandala.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.mandala.bridge.testing.InMemoryReplayCache;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.PlayBridge;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published client of npm, in both versions that tenants have, against the real server. */
class AuthFetchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final Map<String, String> IS_JSON = Map.of("content-type", "application/json");

  private PlayBridge bridge = PlayBridge.start();
  private NodeProgram client;

  static Stream<String> versions() {
    return Stream.of("@bsv/sdk", "bsv-sdk-1");
  }

  @BeforeAll
  static void needsNode() {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
    bridge.close();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shakesHandsAndCalls(String sdk) throws IOException {
    start(sdk);

    var answer = call("POST", "/echo", IS_JSON, "{\"name\":\"ärger 🐧\"}");

    assertThat(answer.get("status").intValue()).as(answer.toString()).isEqualTo(200);
    assertThat(body(answer).get("identity").textValue()).isEqualTo(KEY.publicKey().hex());
    assertThat(body(answer).get("body").get("name").textValue()).isEqualTo("ärger 🐧");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void emptyBodies(String sdk) throws IOException {
    start(sdk);

    assertThat(status(call("POST", "/echo", Map.of(), null))).isEqualTo(200);
    assertThat(status(call("POST", "/echo", IS_JSON, null))).isEqualTo(200);
    assertThat(status(call("GET", "/echo", Map.of(), null))).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void largeBodiesBothWays(String sdk) throws IOException {
    start(sdk);

    var answer = call("POST", "/echo", IS_JSON, "{\"text\":\"" + "ü".repeat(450_000) + "\"}");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(body(answer).get("body").get("text").textValue()).hasSize(450_000);
    assertThat(status(call("POST", "/large", IS_JSON, "{\"n\":1000000}"))).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aBodyThatIsTooLargeIsToldInsteadOfWaitedFor(String sdk) throws IOException {
    start(sdk);

    assertThat(status(call("POST", "/echo", IS_JSON, "{\"text\":\"" + "x".repeat(3 << 20) + "\"}")))
        .isEqualTo(413);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void pathsAndQueriesOfEveryScript(String sdk) throws IOException {
    start(sdk);

    for (var path :
        new String[] {
          "/words/käse",
          "/words/日本",
          "/words/🐧",
          "/words/a%2Fb",
          "/words/a b",
          "/words/a;b=c",
          "/words/a+b",
          "/words/~'()*!",
          "/words/a?ä=ö&q=日 本",
          "/words/a?",
          "/words/a?x=%zz",
          "/words/a?x=1&x=2#fragment",
          "/words/a?{}|\\^`\"<>[]"
        }) {
      var answer = call("GET", path, Map.of(), null);
      assertThat(status(answer)).as(path + answer).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyRefusalArrives(String sdk) throws IOException {
    start(sdk);

    for (int status : new int[] {400, 401, 403, 404, 409, 500, 501, 503}) {
      assertThat(status(call("POST", "/refuse/" + status, IS_JSON, "{}"))).isEqualTo(status);
    }
    assertThat(status(call("POST", "/nothing", IS_JSON, "{}"))).isEqualTo(404);
    assertThat(status(call("DELETE", "/echo", Map.of(), null))).isEqualTo(405);
    assertThat(status(call("POST", "/fail", IS_JSON, "{}"))).isEqualTo(500);
    assertThat(status(call("POST", "/echo", Map.of("content-type", "text/plain"), "x")))
        .isEqualTo(415);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void paysWhatIsAsked(String sdk) throws IOException {
    start(sdk);

    send(1, "POST", "/pay", IS_JSON, "{}");
    var payment = client.read();
    var answer = client.read();

    assertThat(status(answer)).as(answer.toString()).isEqualTo(200);
    assertThat(answer.get("headers").get("x-bsv-payment-satoshis-paid").textValue()).isEqualTo("7");
    assertThat(payment.get("satoshis").intValue()).isEqualTo(7);
    assertThat(payment.get("lockingScript").textValue()).startsWith("76a914").hasSize(50);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aRestartIsNotNoticed(String sdk) throws IOException {
    start(sdk);
    assertThat(status(call("POST", "/count", IS_JSON, "{}"))).isEqualTo(200);

    restart(PlayBridge.KEYS);

    assertThat(status(call("POST", "/count", IS_JSON, "{}"))).isEqualTo(200);
    assertThat(bridge.counted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aSessionThatIsGoneIsMadeAgain(String sdk) throws IOException {
    start(sdk);
    assertThat(status(call("POST", "/count", IS_JSON, "{}"))).isEqualTo(200);

    restart("cd".repeat(32));

    var answer = call("POST", "/count", IS_JSON, "{}");
    assertThat(status(answer)).as(answer.toString()).isEqualTo(200);
    assertThat(bridge.counted()).isEqualTo(1);

    restart("ef".repeat(32));

    var large = "{\"text\":\"" + "x".repeat(900_000) + "\"}";
    assertThat(status(call("POST", "/echo", IS_JSON, large))).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyAtOnce(String sdk) throws IOException {
    start(sdk);

    for (int i = 0; i < 20; i++) {
      send(i, "POST", "/count", IS_JSON, "{\"i\":" + i + "}");
    }

    var answers = new TreeMap<Integer, Integer>();
    for (int i = 0; i < 20; i++) {
      var answer = client.read();
      answers.put(answer.get("id").intValue(), status(answer));
    }
    assertThat(answers).hasSize(20).allSatisfy((id, status) -> assertThat(status).isEqualTo(200));
    assertThat(bridge.counted()).isEqualTo(20);
  }

  private void start(String sdk) throws IOException {
    client = NodeProgram.start("auth-fetch.mjs", sdk, bridge.url(), "22".repeat(32));
    assertThat(client.read().get("event").textValue()).isEqualTo("ready");
  }

  private void restart(String sessionKeys) {
    int port = bridge.port();
    bridge.close();
    bridge = PlayBridge.start(port, sessionKeys, new InMemoryReplayCache());
  }

  private JsonNode call(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    send(1, method, path, headers, body);
    return client.read();
  }

  private void send(int id, String method, String path, Map<String, String> headers, String body)
      throws IOException {
    var line = new HashMap<String, Object>();
    line.put("id", id);
    line.put("method", method);
    line.put("path", path);
    line.put("headers", headers);
    if (body != null) {
      line.put("body", body);
    }
    client.write(line);
  }

  private static int status(JsonNode answer) {
    assertThat(answer.path("error").asText("")).isEmpty();
    return answer.get("status").intValue();
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    return JSON.readTree(answer.get("body").textValue());
  }
}
