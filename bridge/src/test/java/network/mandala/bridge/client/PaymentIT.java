package network.mandala.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import network.mandala.bridge.payment.PlayPayments;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published client pays, in both versions that tenants have: asked, paid, answered. */
class PaymentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "22".repeat(32);
  private static final WalletKey OWNER = WalletKey.parse(KEY);

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  static Stream<String> versions() {
    return Stream.of("@bsv/sdk", "bsv-sdk-1");
  }

  @BeforeAll
  static void needsNode() {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void paysATestNode(String sdk) throws IOException {
    try (var play = PlayPayments.trusting(api, mysql.ledger());
        var client = client(sdk, play)) {
      paysTwice(play, client, play.project(OWNER, Network.TEST));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void paysOnMainnetThroughArc(String sdk) throws IOException {
    try (var play = PlayPayments.asking(api, mysql.ledger());
        var client = client(sdk, play)) {
      paysTwice(play, client, play.project(OWNER, Network.MAIN));
    }
  }

  private static void paysTwice(PlayPayments play, NodeProgram client, String project)
      throws IOException {
    call(client, "/api/v1/register", "{}");
    for (int i = 1; i <= 2; i++) {
      var answer = call(client, "/api/v1/project/" + project + "/pay", "{\"amount\":1000}");
      assertThat(answer.get("status").intValue()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.get("body").textValue())
          .isEqualTo("{\"message\":\"Paid 1000 sats. New balance: " + 1000 * i + "\"}");
      assertThat(answer.get("headers").get("x-bsv-payment-satoshis-paid").textValue())
          .isEqualTo("1000");
      assertThat(mysql.ledger().accounts().balance(project).value()).isEqualTo(1000L * i);
    }
    var refused = call(client, "/api/v1/project/" + project + "/pay", "{\"amount\":-1}");
    assertThat(refused.get("status").intValue()).isEqualTo(400);
  }

  private static NodeProgram client(String sdk, PlayPayments play) throws IOException {
    var client = NodeProgram.start("auth-fetch.mjs", sdk, play.url(), KEY, "pays");
    assertThat(client.read().get("event").textValue()).isEqualTo("ready");
    return client;
  }

  /** Skips what the wallet says of itself. */
  private static JsonNode call(NodeProgram client, String path, String body) throws IOException {
    var line = new HashMap<String, Object>();
    line.put("id", 1);
    line.put("method", "POST");
    line.put("path", path);
    line.put("headers", Map.of("content-type", "application/json"));
    line.put("body", body);
    client.write(line);
    var answer = client.read();
    while (answer.has("event")) {
      answer = client.read();
    }
    assertThat(answer.has("error")).as(JSON.writeValueAsString(answer)).isFalse();
    return answer;
  }
}
