package network.mandala.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.cli.Main;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a provider says them, with a real MySQL and a real API server. */
class LedgerCommandsTest {
  private static final String NAMESPACE = "money";
  private static final PrivateKey NODE_KEY = PrivateKey.parse("%064x".formatted(101));
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @RegisterExtension static final ApiServer API = ApiServer.shared();
  @RegisterExtension static final MySqlServer MYSQL = MySqlServer.shared();

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {
    String ok() {
      assertThat(exitCode).as(err).isZero();
      return out;
    }

    String failed() {
      assertThat(exitCode).as(out + err).isEqualTo(1);
      return err;
    }
  }

  @BeforeAll
  static void installTheLedger() {
    API.client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    var settings = MYSQL.settings();
    // As with a database elsewhere: user and password are in a Secret of the provider's own.
    secret(
        "mandala-ledger", Map.of("mandala.network/credentials", "db"), "url", settings.jdbcUrl());
    secret("db", Map.of(), "user", settings.user(), "password", settings.password());
    secret("mandala-node-key", Map.of(), "key", "%064x".formatted(101));
    MYSQL
        .ledger()
        .prices()
        .publish(
            Map.of(MeterItem.parse("cpu"), Millisatoshis.of(12_000_000)), Instant.EPOCH, "first");
  }

  @Test
  void aCreditIsBookedOncePerKeyWithReasonAndActor() throws IOException {
    register("alice");

    var first = ledger("credit", "alice", "100000", "--reason", "invoice 7", "--key", "inv-7");
    var again = ledger("credit", "alice", "100000", "--reason", "invoice 7", "--key", "inv-7");
    var other = ledger("credit", "alice", "5", "--reason", "invoice 7", "--key", "inv-7");
    ledger("adjust", "alice", "-40", "--reason", "a mistake").ok();

    assertThat(first.ok()).startsWith("+100000 sat for alice: its balance is 100000 sat");
    assertThat(again.ok()).isEqualTo(first.ok());
    assertThat(other.failed()).contains("the key inv-7 stands for another posting");
    assertThat(ledger("show", "alice").ok()).contains("99960 sat");
    var entries = json("entries", "alice");
    assertThat(entries.findValuesAsText("kind")).containsExactly("adjustment", "top-up");
    assertThat(entries.findValuesAsText("satoshis")).containsExactly("-40", "100000");
    assertThat(entries.at("/1/reason").asText()).isEqualTo("invoice 7");
    assertThat(entries.at("/1/actor").asText()).isNotBlank();
    assertThat(ledger("entries", "alice", "--kind", "top-up", "-o", "csv").ok())
        .startsWith("id,at,kind,satoshis,balanceAfterSatoshis,reason,actor,key\r\n")
        .contains(",top-up,100000,100000,\"invoice 7\",")
        .doesNotContain("adjustment");
    assertThat(json("entries", "alice", "--limit", "1")).hasSize(1);
    assertThat(json("entries", "alice", "--to", "2020-01-01")).isEmpty();
  }

  @Test
  void theKeyOfAPostingIsToldBeforeItIsPosted() {
    register("bob");

    var credited = ledger("credit", "bob", "1", "--reason", "test");

    assertThat(credited.err()).contains("the key of this posting is cli:");
    assertThat(ledger("entries", "bob", "-o", "json").ok())
        .contains(credited.err().replaceAll("(?s).*posting is (cli:[0-9a-f-]+).*", "$1"));
  }

  @Test
  void saysWhatItRefuses() {
    assertThat(ledger("credit", "nobody", "5", "--reason", "test").failed())
        .contains("the ledger knows no project nobody", "mandala project list");
    register("carol");
    assertThat(ledger("credit", "carol", "5", "--reason", " ").failed()).contains("say why");
    assertThat(ledger("credit", "carol", "1.5", "--reason", "x").exitCode()).isEqualTo(2);
    assertThat(ledger("show", "carol", "--namespace", "elsewhere").failed())
        .contains("no Secret mandala-ledger in namespace elsewhere");
  }

  @Test
  void receiptsAreProvedHereAndAnywhere() throws IOException {
    charge(register("dave"), 3);
    var file = folder.resolve("receipts.json");

    var here = json("verify", "dave");
    ledger("export", "dave", "--file", file.toString()).ok();
    var anywhere = verify(file, NODE_KEY.publicKey().hex());

    assertThat(here.path("receipts").asInt()).isEqualTo(3);
    assertThat(here.path("nodeKey").asText()).isEqualTo(NODE_KEY.publicKey().hex());
    assertThat(anywhere.ok())
        .contains("3 receipt(s), 1 to 3, are right: usage of 30000 msat, 30 sat posted");
    assertThat(ledger("export", "dave").out()).isEqualTo(Files.readString(file));
  }

  @Test
  void whatTheNodeDidNotSignIsRefused() throws IOException {
    charge(register("erin"), 3);
    var receipts = ledger("export", "erin").ok();
    var key = NODE_KEY.publicKey().hex();
    var lines = List.of(receipts.split("(?<=\n)"));

    assertThat(
            verify(write(receipts.replaceFirst("\"satoshis\":\"", "\"satoshis\":\"1")), key)
                .failed())
        .contains("not the receipts that the node signed", "receipt 1");
    assertThat(verify(write(lines.get(0) + lines.get(2)), key).failed()).contains("receipt 3");
    assertThat(
            verify(write(receipts), PrivateKey.parse("%064x".formatted(7)).publicKey().hex())
                .failed())
        .contains("receipt 1", "receipt 2", "receipt 3");
    assertThat(verify(write(receipts.stripTrailing()), key).failed()).contains("a part is missing");
    assertThat(verify(write("hello\n"), key).failed()).contains("line 1 is no receipt");
    assertThat(verify(folder.resolve("none.json"), key).failed()).contains("there is no file");
    assertThat(verify(write(receipts), "12").failed()).contains("66 hexadecimal digits");
  }

  @Test
  void reportsUsageAndPrices() throws IOException {
    charge(register("frank"), 2);

    var report = ledger("report", "--from", "2026-03-01", "--to", "2026-03-02", "-o", "csv").ok();
    var table = ledger("report", "--from", "2026-03-01", "--to", "2026-03-02").ok();

    assertThat(report.lines().filter(line -> line.startsWith("frank,")))
        .singleElement()
        .asString()
        .endsWith(",cpu,6000000,core-microseconds,20000");
    assertThat(table).containsPattern("frank +cpu +0\\.001667 +core-hour +20\\.000");
    assertThat(ledger("prices").ok())
        .containsPattern("1 +1970-01-01T00:00:00Z +cpu +12000000 +core-hour");
    assertThat(json("prices", "history")).isNotEmpty();
  }

  @Test
  void anAuditFindsABalanceThatIsNotTheSumOfItsEntries() throws SQLException {
    var id = register("mallory");
    ledger("credit", "mallory", "100", "--reason", "test").ok();
    assertThat(ledger("audit").ok()).contains("the books are right");

    tamper(id, 50);
    var found = ledger("audit");
    tamper(id, -50);

    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out()).contains("THE BOOKS ARE WRONG", id, "balances");
    assertThat(ledger("audit").exitCode()).isZero();
  }

  private static void tamper(String projectId, long satoshis) throws SQLException {
    try (var connection = MYSQL.connect();
        var change =
            connection.prepareStatement(
                "update account set tenant_funds = tenant_funds + ?, node_wallet = node_wallet - ? where project_id = ?")) {
      change.setLong(1, satoshis);
      change.setLong(2, satoshis);
      change.setString(3, projectId);
      change.executeUpdate();
    }
  }

  /** 3 core-seconds in each window: 10000 msat. */
  private static void charge(String projectId, int windows) {
    var batch = new ArrayList<DebitWindow>();
    for (int i = 0; i < windows; i++) {
      batch.add(
          new DebitWindow(
              projectId,
              new Window(NOON.plusSeconds(300L * i), Duration.ofMinutes(5)),
              List.of(Reading.of(MeterItem.parse("cpu"), 3_000_000))));
    }
    MYSQL.ledger().debits(NODE_KEY).charge(batch);
  }

  private static String register(String name) {
    var id = "%032x".formatted(name.hashCode() & 0xffffffffL);
    MYSQL
        .ledger()
        .projects()
        .register(
            new LedgerProject(
                id, name, "mandala-project-" + name, name, Network.TEST, List.of(), Contacts.NONE));
    return id;
  }

  private Path write(String receipts) throws IOException {
    return Files.writeString(folder.resolve("given.json"), receipts);
  }

  @Test
  void walletsAndWhatTheyPaidAreShown() throws IOException {
    MYSQL
        .ledger()
        .database()
        .inTransaction(
            tx -> {
              tx.execute(
                  "insert into bridge_spend (network, purpose, txid, raw, satoshis, fee, state, why,"
                      + " made_at) values ('main', 'SWEEP', repeat('ab', 32), '', 4980, 20, 'SEEN',"
                      + " '', utc_timestamp(6))");
              return tx.execute(
                  "insert into bridge_coin (network, txid, output, satoshis, script, prefix, suffix,"
                      + " sender, made_at) values ('main', sha2(uuid(), 256), 0, 700, '', 'p', 's',"
                      + " '', utc_timestamp(6))");
            });

    var wallets = json("wallets");
    assertThat(wallets.findValuesAsText("network")).containsExactly("main", "test");
    assertThat(wallets.at("/0/confirmedSatoshis").intValue()).isGreaterThanOrEqualTo(700);
    assertThat(wallets.at("/0/leavingSatoshis").intValue()).isGreaterThanOrEqualTo(5000);
    assertThat(ledger("wallets").ok()).contains("main", "CONFIRMED");
    assertThat(ledger("spends").ok()).contains("SWEEP", "SEEN", "4980 sat", "ab".repeat(32));
    assertThat(ledger("wallets", "-o", "csv").ok())
        .startsWith("network,confirmedSatoshis,outputs,restingSatoshis,");
  }

  /** As somebody who knows nothing of a cluster. */
  private static Result verify(Path file, String key) {
    return run(
        List.of(
            "ledger", "verify", "--file", file.toString(), "--key", key, "--kubeconfig", "/none"));
  }

  private static JsonNode json(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return new ObjectMapper().readTree(ledger(all.toArray(String[]::new)).ok());
  }

  /** In the namespace of this test, unless another one is named. */
  private static Result ledger(String... arguments) {
    var all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--kubeconfig", API.kubeconfig().toString()));
    if (!all.contains("--namespace")) {
      all.addAll(List.of("--namespace", NAMESPACE));
    }
    return run(all);
  }

  private static Result run(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments.toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  private static void secret(String name, Map<String, String> annotations, String... data) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(NAMESPACE)
            .withAnnotations(annotations)
            .endMetadata();
    for (int i = 0; i < data.length; i += 2) {
      secret.addToStringData(data[i], data[i + 1]);
    }
    API.client().resource(secret.build()).serverSideApply();
  }
}
