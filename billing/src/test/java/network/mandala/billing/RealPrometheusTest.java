package network.mandala.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.config.LedgerSecrets;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.RunningProgram;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole process: a real Prometheus scrapes an exporter, and a real MySQL keeps what is charged.
 */
class RealPrometheusTest {

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final String NAMESPACE = "mandala-project-shop";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private HttpServer exporter;
  private RunningProgram prometheus;
  private int port;

  /** What the exporter tells; seconds of CPU, bytes received and sent. Empty: no pod is there. */
  private volatile double[] counted = {};

  @BeforeEach
  void start() throws IOException {
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            var body = exported().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    exporter.start();
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    int target = exporter.getAddress().getPort();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 500ms, scrape_timeout: 400ms}
        scrape_configs:
        - {job_name: cadvisor, static_configs: [{targets: ["127.0.0.1:%d"]}], honor_labels: true}
        - {job_name: again, static_configs: [{targets: ["127.0.0.1:%d"]}], honor_labels: true}
        - {job_name: operator, static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: mandala-system}}]}
        """
            .formatted(target, target, target));
    prometheus =
        RunningProgram.start(
            folder,
            "prometheus",
            List.of(
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
  }

  @AfterEach
  void stop() {
    prometheus.close();
    exporter.stop(0);
  }

  private String exported() {
    var seen = counted;
    if (seen.length == 0) {
      return "nothing 1\n";
    }
    var pod = "{namespace=\"%s\",pod=\"p\",id=\"/pods/1\"".formatted(NAMESPACE);
    return """
        container_cpu_usage_seconds_total%1$s,cpu="total"} %2$s
        container_memory_working_set_bytes%1$s} 1048576
        container_network_receive_bytes_total%1$s,interface="eth0"} %3$s
        container_network_transmit_bytes_total%1$s,interface="eth0"} %4$s
        mandala_volume_requested_bytes{namespace="%5$s",persistentvolumeclaim="data"} 1073741824
        mandala_gpu_allocated{namespace="%5$s",pod="p",resource="nvidia.com/gpu"} 2
        mandala_tee_allocated{namespace="%5$s",pod="p"} 1
        """
        .formatted(pod, seen[0], seen[1], seen[2], NAMESPACE);
  }

  @Test
  void chargesWhatWasExported() throws IOException {
    var ledger = mysql.ledger();
    ledger
        .projects()
        .register(
            new LedgerProject(
                "shop-1", "shop", NAMESPACE, "Shop", Network.MAIN, List.of(), Contacts.NONE));
    var key = PrivateKey.parse("02".repeat(32));
    var config =
        BillingConfig.load(
            Files.writeString(
                folder.resolve("billing.yaml"),
                """
                prometheus: {url: "http://127.0.0.1:%d", cadvisor: 'job=~"cadvisor|again"', operator: 'job="operator"'}
                billing: {window: 2s, staleness: 3s, delay: 500ms, interval: 200ms}
                http: {port: 0}
                """
                    .formatted(port)),
            Map.of());
    var settings = mysql.settings();
    var secrets =
        new LedgerSecrets(
            settings.jdbcUrl(), settings.user(), settings.password(), "02".repeat(32));
    try (var process = BillingProcess.create(config, secrets, Clock.systemUTC())) {
      assertThat(get(process.healthPort(), "/readyz")).contains("waits for the ledger");
      process.start();
      assertThat(get(process.healthPort(), "/readyz")).isEqualTo("ok\n");
      await("billing has begun")
          .atMost(PATIENCE)
          .until(() -> ledger.debits(key).cursor(Meter.CPU).isPresent());
      // A pod comes, works a while and stands still; nothing has to be timed for the sums.
      passes(Duration.ofSeconds(5));
      var began = Instant.now();
      for (int i = 1; i <= 40; i++) {
        counted = new double[] {i * 0.125, i * 1000, i * 200};
        passes(Duration.ofMillis(250));
      }
      passes(Duration.ofSeconds(1));
      var stood = Instant.now();
      await("the windows until then are charged")
          .atMost(PATIENCE)
          .until(
              () ->
                  ledger.debits(key).cursor(Meter.GPU).filter(at -> at.isAfter(stood)).isPresent());

      assertThat(quantity("cpu")).isEqualTo(40 * 125_000);
      assertThat(quantity("network")).isEqualTo(40 * 1200);
      long longest = Duration.between(began, Instant.now()).toMillis();
      long shortest = Duration.between(began, stood).toMillis() - 3000;
      assertThat(quantity("memory")).isBetween(shortest * 1048576 / 1000, longest * 1048576 / 1000);
      assertThat(quantity("gpu/nvidia.com/gpu")).isBetween(2 * shortest, 2 * longest);
      assertThat(quantity("tee")).isBetween(shortest, longest);
      assertThat(quantity("disk")).isBetween((shortest << 30) / 1000, (longest << 30) / 1000);
      assertThat(ReceiptChain.verify(ledger.receipts().of("shop-1", 1, 1000), key.publicKey()).ok())
          .isTrue();
      var metrics = get(process.healthPort(), "/metrics");
      assertThat(metrics)
          .contains("mandala_billing_lag_seconds{meter=\"cpu\"}")
          .contains("mandala_billing_queries_total{result=\"ok\"}")
          .doesNotContain("shop");
      var page = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
      assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE mandala_")))
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(page)
                      .contains("`" + line.split(" ")[2].replaceFirst("_max$", "") + "`"));
    }
  }

  private static long quantity(String item) {
    var wanted = MeterItem.parse(item);
    return mysql.ledger().receipts().of("shop-1", 1, 1000).stream()
        .flatMap(receipt -> receipt.body().lines().stream())
        .filter(line -> line.item().equals(wanted))
        .mapToLong(line -> line.quantity())
        .sum();
  }

  private static void passes(Duration duration) {
    await().pollDelay(duration).timeout(PATIENCE).until(() -> true);
  }

  private static String get(int port, String path) throws IOException {
    var connection =
        (java.net.HttpURLConnection)
            URI.create("http://127.0.0.1:%d%s".formatted(port, path)).toURL().openConnection();
    try (var in =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }
}
