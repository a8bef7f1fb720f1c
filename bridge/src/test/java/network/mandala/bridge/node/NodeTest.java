package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may ask, and what is not offered. */
class NodeTest {
  private static final String NODE_KEY =
      "034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa";

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Person owner;
  private static RawClient anybody;

  @BeforeAll
  static void start() {
    mysql
        .ledger()
        .prices()
        .publish(
            Map.of(
                MeterItem.of(Meter.CPU), Millisatoshis.of(12_000_000),
                MeterItem.of(Meter.MEMORY), Millisatoshis.of(6_000_001),
                MeterItem.of(Meter.NETWORK), Millisatoshis.of(200_000),
                MeterItem.of(Meter.GPU, "nvidia.com/gpu"), Millisatoshis.of(60_000_000)),
            Instant.EPOCH,
            "for the test");
    node =
        RunningNode.start(api, mysql, Map.of("PUBLIC_GPU_TYPE", "H100", "PUBLIC_GPU_TOTAL", "8"));
    owner = node.person("22");
    anybody = new RawClient(WalletKey.parse("44".repeat(32)), node.url());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void tellsAnybodyWhatItIsWithTheNamesOfAllNetworks() {
    var reply = get("/api/v1/public", 200);

    assertThat(reply.at("/network").asText()).isEqualTo("mandala");
    assertThat(reply.at("/platform").asText()).isEqualTo("mandala-network-node");
    assertThat(reply.at("/description").asText()).isEqualTo("Distributed AGiD hosting node");
    assertThat(reply.at("/supportedAgentTypes").toString())
        .isEqualTo("[\"agidentity\",\"openclaw\",\"custom\"]");
    assertThat(reply.at("/supportedRuntimes").toString())
        .isEqualTo("[\"node\",\"python\",\"docker\"]");
    assertThat(reply.at("/mainnetPublicKey/publicKey").asText()).isEqualTo(NODE_KEY);
    assertThat(reply.at("/testnetPublicKey/publicKey").asText()).hasSize(66);
    assertThat(reply.at("/nodeId").asText()).isEqualTo(NODE_KEY);
    assertThat(reply.at("/projectDeploymentDomain").asText()).isEqualTo("node.test");
    assertThat(reply.at("/schemaVersionsSupported").toString()).isEqualTo("[\"1.0\",\"2.0\"]");
    assertThat(reply.at("/version").asText()).isNotEmpty();
    assertThat(reply.at("/capabilities").toString())
        .isEqualTo("{\"maxCpu\":\"4000m\",\"maxMemory\":\"8Gi\",\"gpu\":true,\"tee\":false}");
    assertThat(reply.at("/tee").toString()).isEqualTo("{\"enabled\":false}");
    assertThat(reply.at("/gpu").toString())
        .isEqualTo(
            "{\"enabled\":true,\"type\":\"H100\",\"total\":8,\"available\":null,"
                + "\"rate_per_unit_5min\":5000}");
  }

  @Test
  void tellsPricesOfFiveMinutesUnderBothSetsOfNames() {
    var pricing = get("/api/v1/public", 200).path("pricing");

    assertThat(pricing.path("currency").asText()).isEqualTo("BSV satoshis");
    assertThat(pricing.path("interval").asText()).isEqualTo("5 minutes");
    for (var names :
        List.of(
            List.of("cpu_rate_per_core", "cpu_rate_per_5min", "1000"),
            // Rounded up: nobody is told less than it costs.
            List.of("mem_rate_per_gb", "mem_rate_per_gb_5min", "501"),
            List.of("disk_rate_per_gb", "disk_rate_per_gb_5min", "0"),
            List.of("net_rate_per_gb", "net_rate_per_gb_5min", "200"))) {
      assertThat(pricing.path(names.get(0)).toString()).isEqualTo(names.get(2));
      assertThat(pricing.path(names.get(1)).toString()).isEqualTo(names.get(2));
    }
    assertThat(pricing.path("gpu_rate_per_unit").intValue()).isEqualTo(5000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/ready"})
  void saysWhatItNeedsIsThere(String path) {
    var health = get(path, 200);

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("live").asBoolean()).isTrue();
    assertThat(health.path("ready").asBoolean()).isTrue();
    assertThat(health.path("checks")).hasSize(2);
    for (var check : health.path("checks")) {
      assertThat(check.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "name", "status", "critical", "message", "durationMs", "details");
    }
  }

  @Test
  void saysThatItLivesWithoutAskingAnybody() {
    assertThat(get("/health/live", 200).path("checks")).isEmpty();
  }

  @Test
  void saysThatAProjectWithoutAnythingIsNotWell() {
    var id = owner.createProject();

    var health = owner.call("/project/" + id + "/health", "{}", 503);

    assertThat(health.path("ready").asBoolean()).isFalse();
  }

  /** Fault 32: these were behind the authentication. */
  @ParameterizedTest
  @ValueSource(strings = {"status", "attestation/current", "verify/attestation", "receipts/x"})
  void answersPublicQuestionsAboutTeesHonestly_32(String path) {
    assertThat(get("/api/v1/tee/" + path, 200).path("enabled").asBoolean(true)).isFalse();
  }

  @Test
  void verifiesNothingBecauseItsFieldsAreFull_32() {
    var claim = "{\"attestation\":\"x\",\"measurement\":\"y\",\"signature\":\"z\"}";

    assertThat(owner.call("/tee/verify/attestation", claim, 200).path("valid").asBoolean(true))
        .isFalse();
    assertThat(owner.call("/tee/verify/receipt", claim, 200).path("valid").asBoolean(true))
        .isFalse();
    get("/api/v1/tee/attestation/" + "ab".repeat(32), 404);
  }

  /** Fault 32: anybody could take any amount from the node's wallet, and register any claim. */
  @ParameterizedTest
  @ValueSource(strings = {"fund-proxy", "attestation/register", "receipts/register"})
  void givesNobodyItsMoneyAndBelievesNobody_32(String path) {
    var reply = owner.call("/tee/" + path, "{\"amount\":1}", 501);

    assertThat(reply.path("enabled").asBoolean(true)).isFalse();
    assertThat(anybody.plain("POST", "/api/v1/tee/" + path, "{}").status()).isEqualTo(401);
  }

  /** Fault 33: it needed no authentication. */
  @Test
  void evictsNothingForAnybody_33() {
    assertThat(anybody.plain("POST", "/api/v1/evict-globally", "{}").status()).isEqualTo(401);
    owner.call("/evict-globally", "{\"txid\":\"x\"}", 501);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webui/config",
        "admin/syncAdvertisements",
        "admin/startGASPSync",
        "admin/evictOutpoint"
      })
  void saysThatItRunsNoOverlays(String path) {
    var id = owner.createProject();

    assertThat(owner.call("/project/" + id + "/" + path, "{}", 501).path("error").asText())
        .isEqualTo("This node runs no overlay services");
  }

  private static JsonNode get(String path, int status) {
    var answer = anybody.plain("GET", path, "");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*");
    return answer.body();
  }
}
