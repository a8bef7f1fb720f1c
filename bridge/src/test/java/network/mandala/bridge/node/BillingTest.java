package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The books as older clients read them. */
class BillingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Person owner;
  private static Ledger ledger;

  private String project;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = node.person("22");
    ledger = mysql.ledger();
    ledger
        .prices()
        .publish(
            Map.of(
                MeterItem.of(Meter.CPU), Millisatoshis.of(12_000_000),
                MeterItem.of(Meter.MEMORY), Millisatoshis.of(6_000_000),
                MeterItem.of(Meter.DISK), Millisatoshis.of(120_001),
                MeterItem.of(Meter.NETWORK), Millisatoshis.of(200_000)),
            START,
            "for the test");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void open() {
    project = owner.createProject();
    ledger
        .projects()
        .register(
            new LedgerProject(
                project,
                project,
                "n",
                "d",
                Network.MAIN,
                List.of(),
                new Contacts(List.of(), List.of())));
  }

  @Test
  void showsWhatWasPaidAndWhatWasCharged() {
    ledger.journal().welcome(project, Satoshis.of(500));
    ledger.journal().credit(project, Satoshis.of(2000), "tx:" + project, "Admin payment", "test");
    // Half a core, a GiB of memory and half a GiB of traffic, for five minutes.
    charge(
        0,
        Reading.of(MeterItem.of(Meter.CPU), 150_000_000L),
        Reading.of(MeterItem.of(Meter.MEMORY), 300L << 30),
        Reading.of(MeterItem.of(Meter.NETWORK), 1L << 29));

    var records = stats("{}");

    assertThat(records).hasSize(3);
    var charge = records.get(0);
    assertThat(charge.path("type").asText()).isEqualTo("debit");
    assertThat(charge.path("project_id").asText()).isEqualTo(project);
    assertThat(charge.path("deploy_id").isNull()).isTrue();
    assertThat(charge.path("amount_sats").asText()).isEqualTo("1100.00000000");
    assertThat(charge.path("balance_after").asText()).isEqualTo("1400.00000000");
    assertThat(Instant.parse(charge.path("timestamp").asText())).isAfter(START);
    var metadata = charge.path("metadata");
    assertThat(metadata.isObject()).isTrue();
    assertThat(metadata.path("cpuCost").decimalValue()).isEqualByComparingTo("500");
    assertThat(metadata.path("memCost").decimalValue()).isEqualByComparingTo("500");
    assertThat(metadata.path("diskCost").decimalValue()).isZero();
    assertThat(metadata.path("netCost").decimalValue()).isEqualByComparingTo("100");
    assertThat(metadata.at("/rates/CPU_RATE_PER_CORE_5MIN").intValue()).isEqualTo(1000);
    assertThat(metadata.at("/rates/MEM_RATE_PER_GB_5MIN").intValue()).isEqualTo(500);
    assertThat(metadata.at("/rates/NET_RATE_PER_GB_5MIN").intValue()).isEqualTo(200);
    var payment = records.get(1);
    assertThat(payment.path("type").asText()).isEqualTo("credit");
    assertThat(payment.at("/metadata/reason").asText()).isEqualTo("Admin payment");
    assertThat(payment.path("amount_sats").asText()).isEqualTo("2000.00000000");
    assertThat(payment.path("balance_after").asText()).isEqualTo("2500.00000000");
    assertThat(records.get(2).at("/metadata/kind").asText()).isEqualTo("welcome");
  }

  @Test
  void showsOneDirection() {
    ledger.journal().credit(project, Satoshis.of(2000), "tx:" + project, "paid", "test");
    ledger.journal().adjust(project, Satoshis.of(-700), "a:" + project, "taken", "test");
    ledger.journal().adjust(project, Satoshis.of(5), "b:" + project, "given", "test");

    assertThat(reasons("{\"type\":\"debit\"}")).containsExactly("taken");
    assertThat(reasons("{\"type\":\"credit\"}")).containsExactly("given", "paid");
    assertThat(reasons("{\"type\":null}")).containsExactly("given", "taken", "paid");
    assertThat(stats("{\"type\":\"debit\"}").get(0).path("amount_sats").asText())
        .isEqualTo("700.00000000");
  }

  @Test
  void showsATimeAsJavaScriptSaysIt() {
    ledger.journal().credit(project, Satoshis.of(1), "tx:" + project, "paid", "test");

    assertThat(stats("{\"start\":\"2026-01-01\",\"end\":\"2199-01-01T00:00:00.000Z\"}")).hasSize(1);
    assertThat(stats("{\"start\":\"Jan 1, 2199\"}")).isEmpty();
    assertThat(stats("{\"end\":\"2026-01-01\"}")).isEmpty();
    assertThat(stats("{\"start\":0,\"end\":4102444800000}")).hasSize(1);
    for (var junk : List.of("\"junk\"", "{}", "true", "\"2026-99-01\"")) {
      owner.call("/project/" + project + "/billing/stats", "{\"start\":" + junk + "}", 400);
    }
    owner.call("/project/" + project + "/billing/stats", "{\"type\":\"all\"}", 400);
  }

  @Test
  void isEmptyForAProjectThatTheLedgerDoesNotKnow() {
    var unknown = owner.createProject();

    assertThat(owner.call("/project/" + unknown + "/billing/stats", "{}", 200).toString())
        .isEqualTo("{\"records\":[]}");
  }

  @Test
  void hasABound() {
    for (int i = 0; i < 1005; i++) {
      ledger.journal().adjust(project, Satoshis.of(i % 2 == 0 ? 2 : -1), project + i, "r", "test");
    }

    assertThat(stats("{}")).hasSize(1000);
    assertThat(stats("{\"type\":\"debit\"}")).hasSize(502);
  }

  private static JsonNode stats(Person who, String project, String body) {
    return who.call("/project/" + project + "/billing/stats", body, 200).path("records");
  }

  private JsonNode stats(String body) {
    return stats(owner, project, body);
  }

  private List<String> reasons(String body) {
    return StreamSupport.stream(stats(body).spliterator(), false)
        .map(entry -> entry.at("/metadata/reason").asText())
        .toList();
  }

  private void charge(int window, Reading... readings) {
    ledger
        .debits(PrivateKey.parse("33".repeat(32)))
        .charge(
            List.of(
                new DebitWindow(
                    project,
                    new Window(START.plus(FIVE_MINUTES.multipliedBy(window)), FIVE_MINUTES),
                    List.of(readings))));
  }
}
