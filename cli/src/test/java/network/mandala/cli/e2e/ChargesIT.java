package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A pod that burns half a core is billed what the kernel accounted for in the same time, each
 * window once, whoever dies.
 */
@TestMethodOrder(OrderAnnotation.class)
@Isolated("it measures one pod, and then kills the operator and billing")
class ChargesIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration SOME_WINDOWS = Duration.ofMinutes(8);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(3);

  /**
   * Of half a minute each, while the kubelet samples every 20 seconds: what a window has too much
   * at its border, its neighbour has too little.
   */
  private static final int WINDOWS = 4;

  /** A second thread works half of the time, so that the pod answers at once. */
  private static final String PROGRAM =
      """
      source: {image: 10.43.0.20:5000/mandala/node:1}
      command:
        - node
        - -e
        - |
          const burn = "setInterval(() => { const end = Date.now() + 50; while (Date.now() < end); }, 100)";
          new (require('node:worker_threads').Worker)(burn, {eval: true});
          require('node:http').createServer((request, response) => response.end('burns')).listen(process.env.PORT);
      healthCheck: {path: /, startupSeconds: 60}
      resources: {cpu: "1", memory: 128Mi}
      scaling: {max: 1}
      """;

  @RegisterExtension static final TestProject PROJECT = new TestProject("burner");

  /** Nanoseconds of CPU by the time at which they were read. */
  private final ConcurrentSkipListMap<Instant, Long> accounted = new ConcurrentSkipListMap<>();

  @Test
  @Order(1)
  void whatTheKernelAccountsForIsBilled() {
    PROJECT.apply("burner", PROGRAM);
    PROJECT.awaitReason("burner", "Ready", "Running", SOON);
    var pod =
        TestCluster.client()
            .pods()
            .inNamespace(PROJECT.namespace())
            .withLabel("mandala.network/agent", "burner")
            .list()
            .getItems()
            .getFirst();
    var account = accountOf(pod.getMetadata().getUid());
    Assumptions.assumeTrue(account != null, "the node is not this machine");

    try (var reader = Executors.newSingleThreadScheduledExecutor()) {
      var reads = reader.scheduleAtFixedRate(() -> read(account), 0, 250, TimeUnit.MILLISECONDS);
      try {
        var first = TestCluster.await(SOON).until(accounted::firstEntry, entry -> entry != null);
        var billed =
            TestCluster.await(SOME_WINDOWS)
                .pollInterval(BETWEEN_QUESTIONS)
                .alias(WINDOWS + " windows with CPU")
                .until(() -> windowsAfter(first.getKey()), windows -> windows.size() >= WINDOWS);
        compare(billed);
      } finally {
        reads.cancel(true);
      }
    }
  }

  @Test
  @Order(2)
  void killingBillingAndTheOperatorChangesNothing() {
    int before = receipts().size();

    TestCluster.kill("billing");
    TestCluster.killOperator();
    awaitReceipts(before + 1);
    TestCluster.kill("billing");
    awaitReceipts(before + 3);
    TestCluster.replaceKilledOperators();
    TestCluster.awaitDeployment("mandala-operator", SOON);
    TestCluster.awaitDeployment("mandala-billing", SOON);

    assertThat(mandala("ledger", "verify", PROJECT.name()).ok()).contains("are right");
    assertThat(mandala("ledger", "audit").ok()).contains("the books are right");
    // What was seen late has a receipt of its own: once is for each thing in a window.
    var charged =
        receipts().stream()
            .flatMap(
                body ->
                    body.path("readings").findValuesAsText("item").stream()
                        .map(item -> item + " at " + body.path("windowStart").asText()))
            .toList();
    assertThat(charged).isNotEmpty().doesNotHaveDuplicates();
  }

  private static void awaitReceipts(int number) {
    TestCluster.await(SOME_WINDOWS)
        .pollInterval(BETWEEN_QUESTIONS)
        .alias(number + " receipts")
        .until(() -> receipts().size() >= number);
  }

  /** The bodies of all receipts of the project. */
  private static List<JsonNode> receipts() {
    return mandala("ledger", "export", PROJECT.name())
        .ok()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> read(line).path("body"))
        .toList();
  }

  private void compare(TreeMap<Instant, JsonNode> billed) {
    long sum = 0;
    var start = billed.firstKey();
    var end = start;
    for (var window : billed.entrySet()) {
      assertThat(window.getKey()).as("no window is left out").isEqualTo(end);
      sum += microseconds(window.getValue());
      end = end.plusSeconds(window.getValue().path("windowSeconds").asLong());
    }
    double expected = (at(end) - at(start)) / 1000;
    System.out.printf(
        "billed %d core-microseconds for %s, the kernel accounted for %.0f (%.2f %%), %.3f cores%n",
        sum,
        Duration.between(start, end),
        expected,
        (sum - expected) * 100 / expected,
        expected / 1000 / Duration.between(start, end).toMillis());
    assertThat(expected).as("it burns").isPositive();
    assertThat((double) sum).isCloseTo(expected, Percentage.withPercentage(1));
  }

  /** Bodies of receipts with CPU, by the start of the window. */
  private static TreeMap<Instant, JsonNode> windowsAfter(Instant time) {
    var windows = new TreeMap<Instant, JsonNode>();
    receipts().stream()
        .filter(body -> microseconds(body) > 0)
        .forEach(body -> windows.put(Instant.parse(body.path("windowStart").asText()), body));
    // What a container used before its first sample belongs to the window of that.
    windows.pollFirstEntry();
    windows.headMap(time, true).clear();
    return windows;
  }

  private static long microseconds(JsonNode body) {
    for (var reading : body.path("readings")) {
      if (reading.path("item").asText().equals("cpu")) {
        return Long.parseLong(reading.path("quantity").asText());
      }
    }
    return 0;
  }

  /** What had been used at a time: between two readings in a straight line. */
  private double at(Instant time) {
    Map.Entry<Instant, Long> before = accounted.floorEntry(time);
    Map.Entry<Instant, Long> after = accounted.ceilingEntry(time);
    double whole = Math.max(1, Duration.between(before.getKey(), after.getKey()).toMillis());
    double part = Duration.between(before.getKey(), time).toMillis();
    return before.getValue() + (after.getValue() - before.getValue()) * part / whole;
  }

  private void read(Path account) {
    try {
      accounted.put(Instant.now(), used(account));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long used(Path account) throws IOException {
    var text = Files.readString(account).strip();
    if (!account.endsWith("cpu.stat")) {
      return Long.parseLong(text);
    }
    return text.lines()
            .filter(line -> line.startsWith("usage_usec "))
            .mapToLong(line -> Long.parseLong(line.substring("usage_usec ".length())))
            .findFirst()
            .orElseThrow()
        * 1000;
  }

  /** The file of the pod's control group, of version 1 or 2; null when it is on another machine. */
  private static Path accountOf(String uid) {
    var names = List.of("pod" + uid, "pod" + uid.replace('-', '_') + ".slice");
    for (var root : List.of("/sys/fs/cgroup/cpuacct", "/sys/fs/cgroup")) {
      if (!Files.isDirectory(Path.of(root))) {
        continue;
      }
      try (var folders =
          Files.find(
              Path.of(root),
              6,
              (path, attributes) ->
                  attributes.isDirectory()
                      && names.stream()
                          .anyMatch(name -> path.getFileName().toString().endsWith(name)))) {
        var found = folders.findFirst();
        if (found.isPresent()) {
          var second = found.get().resolve("cpu.stat");
          var first = found.get().resolve("cpuacct.usage");
          return Files.exists(first) ? first : second;
        }
      } catch (IOException | UncheckedIOException e) {
        // A group that ended while it was looked at.
        continue;
      }
    }
    return null;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
