package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import network.mandala.crds.project.Project;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is used is charged, what is charged is proved, who has nothing left sleeps, and who pays
 * wakes up.
 */
@TestMethodOrder(OrderAnnotation.class)
class MoneyIT {
  private static final Duration SOME_WINDOWS = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(3);

  /** Says when its volume was new: the same words as long as its data is the same. */
  private static final String PROGRAM =
      """
      source: {image: 10.43.0.20:5000/mandala/node:1}
      command:
        - node
        - -e
        - |
          const fs = require('node:fs');
          if (!fs.existsSync('/data/born')) fs.writeFileSync('/data/born', 'born ' + Date.now());
          require('node:http')
            .createServer((request, response) => response.end(fs.readFileSync('/data/born')))
            .listen(process.env.PORT);
      healthCheck: {path: /, startupSeconds: 60}
      resources: {cpu: 20m, memory: 64Mi}
      storage: {size: 1Gi, mountPath: /data}
      scaling: {max: 1}
      """;

  @RegisterExtension static final TestProject PROJECT = new TestProject("money");
  @RegisterExtension static final TestProject OTHER = new TestProject("frugal");

  @TempDir private Path folder;

  @Test
  @Order(1)
  void whatIsUsedIsChargedAndEveryReceiptProvesIt() throws IOException {
    PROJECT.apply("shop", PROGRAM);
    PROJECT.awaitReason("shop", "Ready", "Running", SOON);
    // Three, so that one in the middle can be taken out.
    awaitDebits(3);

    var entries = rows("ledger", "entries", PROJECT.name(), "--limit", "10000");
    long sum = entries.stream().mapToLong(entry -> entry.path("satoshis").asLong()).sum();
    assertThat(entries.getFirst().path("balanceAfterSatoshis").asLong())
        .as("the balance is the sum of the entries")
        .isEqualTo(sum);
    assertThat(mandala("ledger", "verify", PROJECT.name()).ok()).contains("are right", "signed by");
    assertThat(mandala("ledger", "report", "-o", "csv").ok())
        .startsWith("project,projectId,meter,quantity,unit,millisatoshis")
        .contains(PROJECT.name())
        .contains("core-microseconds", "byte-seconds");
  }

  @Test
  @Order(2)
  void aFileOfReceiptsIsCheckedWithoutTheNodeAndATamperedOneIsRefused() throws IOException {
    var file = folder.resolve("receipts.json");
    mandala("ledger", "export", PROJECT.name(), "--file", file.toString()).ok();
    var key = json("ledger", "verify", PROJECT.name()).path("nodeKey").asText();
    var receipts = Files.readString(file);

    assertThat(verify(file, key).ok()).contains("are right");
    assertThat(
            verify(file, "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
                .failed())
        .as("the key of another node")
        .contains("not the receipts that the node signed");
    assertThat(
            verify(changed(receipts, "\"satoshis\":\"(\\d+)\"", "\"satoshis\":\"9$1\""), key)
                .failed())
        .contains("receipt 1");
    assertThat(
            verify(changed(receipts, "\"quantity\":\"(\\d+)\"", "\"quantity\":\"1$1\""), key)
                .failed())
        .contains("receipt 1");
    assertThat(verify(changed(receipts, "\"signature\":\"30", "\"signature\":\"31"), key).failed())
        .contains("receipt 1");
    assertThat(verify(without(receipts, 1), key).failed())
        .as("one in the middle is missing")
        .contains("receipt 3");
  }

  @Test
  @Order(3)
  void aProjectRunDryAnswers402AndTheSameReleaseIsBackAfterACredit() {
    var url = PROJECT.agent("shop").get().getStatus().url();
    var born = Web.awaitWords(url, "born", SOON);
    var release = PROJECT.agent("shop").get().getStatus().release();

    spend(balance(PROJECT));
    TestCluster.await(SOME_WINDOWS)
        .ignoreExceptions()
        .alias(url + " answers 402")
        .until(() -> Web.get(url).statusCode() == 402);

    assertThat(Web.get(url).body()).contains("has used up its balance", "Its data is kept");
    TestCluster.await(SOON).until(() -> pods().isEmpty());
    assertThat(funded().getReason()).isEqualTo("BalanceExhausted");
    assertThat(claims()).as("volumes that are kept").isEqualTo(1);
    long owed = balance(PROJECT);
    assertThat(owed).isNegative();

    var paid = Instant.now();
    var credited = mandala("ledger", "credit", PROJECT.name(), "10000000", "--reason", "test").ok();
    var booked = Instant.now();
    assertThat(credited).contains("+10000000 sat for " + PROJECT.name());
    assertThat(Web.awaitWords(url, "born", SOME_WINDOWS)).as("the same data").isEqualTo(born);
    var back = Instant.now();
    System.out.printf(
        "a suspended project answered again %.1f s after its credit was booked (%.1f s after the command began)%n",
        Duration.between(booked, back).toMillis() / 1000.0,
        Duration.between(paid, back).toMillis() / 1000.0);

    assertThat(PROJECT.agent("shop").get().getStatus().release()).isEqualTo(release);
    TestCluster.await(SOON).until(() -> "True".equals(funded().getStatus()));
  }

  @Test
  @Order(4)
  void aPostingIsMadeOncePerKeyAndRefusedInWords() {
    long before = balance(OTHER);

    var first = credit("5", "payment-" + OTHER.name());
    var again = credit("5", "payment-" + OTHER.name());

    assertThat(again.ok()).isEqualTo(first.ok());
    assertThat(balance(OTHER)).isEqualTo(before + 5);
    assertThat(credit("6", "payment-" + OTHER.name()).failed())
        .contains("stands for another posting");
    assertThat(mandala("ledger", "credit", "t-nobody", "5", "--reason", "test").failed())
        .contains("the ledger knows no project t-nobody", "mandala project list");
    assertThat(mandala("ledger", "credit", OTHER.name(), "0.5", "--reason", "test").exitCode())
        .isEqualTo(2);
  }

  @Test
  @Order(5)
  void theMoneyOfAProjectIsNobodyElses() {
    var entries = rows("ledger", "entries", OTHER.name());

    assertThat(entries)
        .extracting(entry -> entry.path("kind").asText())
        .as("it used nothing: nothing of its neighbour's was charged to it")
        .containsExactly("top-up", "welcome");
    assertThat(mandala("ledger", "verify", OTHER.name()).ok()).contains("there are no receipts");
    assertThat(rows("ledger", "entries", PROJECT.name(), "--kind", "top-up"))
        .extracting(entry -> entry.path("satoshis").asLong())
        .containsExactly(10_000_000L);
    assertThat(reachesTheLedger()).as("a tenant's pod and the ledger's database").isEqualTo("shut");
  }

  private static void awaitDebits(int number) {
    TestCluster.await(SOME_WINDOWS)
        .pollInterval(BETWEEN_QUESTIONS)
        .alias(number + " debits")
        .until(() -> debits().size() >= number);
  }

  private static List<JsonNode> debits() {
    return rows("ledger", "entries", PROJECT.name(), "--kind", "debit", "--limit", "10000");
  }

  /** Takes the rest, so that the next window is a debt. */
  private static void spend(long satoshis) {
    mandala("ledger", "adjust", PROJECT.name(), String.valueOf(-satoshis), "--reason", "run it dry")
        .ok();
  }

  private static CommandLine.Result credit(String satoshis, String key) {
    return mandala("ledger", "credit", OTHER.name(), satoshis, "--reason", "test", "--key", key);
  }

  private static long balance(TestProject project) {
    return json("ledger", "show", project.name()).path("balanceSatoshis").asLong();
  }

  /** As somebody who has nothing of this cluster. */
  private static CommandLine.Result verify(Path file, String key) {
    return mandala(
        "ledger", "verify", "--file", file.toString(), "--key", key, "--kubeconfig", "/nowhere");
  }

  private Path changed(String receipts, String what, String into) throws IOException {
    var changed = Pattern.compile(what).matcher(receipts).replaceFirst(into);
    assertThat(changed).isNotEqualTo(receipts);
    return Files.writeString(folder.resolve("changed.json"), changed);
  }

  private Path without(String receipts, int line) throws IOException {
    var lines = new ArrayList<>(List.of(receipts.split("\n")));
    assertThat(lines).hasSizeGreaterThan(line + 1);
    lines.remove(line);
    return Files.writeString(folder.resolve("less.json"), String.join("\n", lines) + "\n");
  }

  private static List<JsonNode> rows(String... arguments) {
    return StreamSupport.stream(json(arguments).spliterator(), false).toList();
  }

  private static JsonNode json(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return read(mandala(all.toArray(String[]::new)).ok());
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Condition funded() {
    return TestCluster.client()
        .resources(Project.class)
        .withName(PROJECT.name())
        .get()
        .getStatus()
        .conditions()
        .stream()
        .filter(condition -> condition.getType().equals("Funded"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Pod> pods() {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", "shop")
        .list()
        .getItems();
  }

  private static int claims() {
    return TestCluster.client()
        .persistentVolumeClaims()
        .inNamespace(PROJECT.namespace())
        .list()
        .getItems()
        .size();
  }

  /** Asked from inside the pod: "open", or "shut". */
  private static String reachesTheLedger() {
    var service =
        TestCluster.client()
            .services()
            .inNamespace(TestCluster.SYSTEM)
            .withName("mandala-ledger")
            .get();
    var out = new ByteArrayOutputStream();
    try (var watch =
        TestCluster.client()
            .pods()
            .inNamespace(PROJECT.namespace())
            .withName(pods().getFirst().getMetadata().getName())
            .writingOutput(out)
            .exec(
                "node",
                "-e",
                """
                const socket = require('node:net').connect(3306, '%s');
                const end = (word) => { console.log(word); process.exit(0); };
                socket.setTimeout(3000, () => end('shut'));
                socket.on('connect', () => end('open')).on('error', () => end('shut'));
                """
                    .formatted(service.getSpec().getClusterIP()))) {
      watch.exitCode().orTimeout(30, TimeUnit.SECONDS).join();
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
