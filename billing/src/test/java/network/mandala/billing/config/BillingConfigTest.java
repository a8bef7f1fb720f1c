package network.mandala.billing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;
import network.mandala.configuration.ReferenceTable;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingConfigTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "billing-configuration.md");

  @TempDir Path folder;

  @Test
  void onlyPrometheusHasToBeNamed() throws IOException {
    var config = load("prometheus: {url: http://prometheus.monitoring:9090}");

    assertThat(config.windows().length()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.disk()).isEqualTo(BillingConfig.Disk.REQUESTED);
    assertThat(config.prices())
        .containsEntry(MeterItem.parse("cpu"), Millisatoshis.of(12_000_000))
        .containsEntry(MeterItem.parse("gpu/nvidia.com/gpu"), Millisatoshis.of(60_000_000));
  }

  @Test
  void pricesAreWrittenAsInTheChart() throws IOException {
    var config =
        load(
            """
            prometheus: {url: http://prometheus}
            prices:
              cpu: 1
              gpu: {amd.com/gpu: 7}
              tokensIn: {llama-3.1-8b: 3}
            """);

    assertThat(config.prices())
        .containsEntry(MeterItem.parse("cpu"), Millisatoshis.of(1))
        .containsEntry(MeterItem.parse("gpu/amd.com/gpu"), Millisatoshis.of(7))
        .containsEntry(MeterItem.parse("tokens-in/llama-3.1-8b"), Millisatoshis.of(3))
        .doesNotContainKey(MeterItem.parse("gpu/nvidia.com/gpu"));
  }

  /** The chart's tests write and compare that file. */
  @Test
  void readsWhatTheChartWrites() throws IOException {
    var config =
        BillingConfig.load(Path.of("src", "test", "resources", "chart", "billing.yaml"), Map.of());

    assertThat(config.prices()).containsKey(MeterItem.parse("cpu"));
    assertThat(config.ledger().folder()).isEqualTo(Path.of("/etc/mandala-ledger"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    prices: {cpu: -1, gpu: {"not a name": 1}, memory: cheap}
                    billing: {window: 1500ms, history: 1m, staleness: 2m, disk: some}
                    typo: 1
                    """))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("prometheus.url: is required")
        .hasMessageContaining("prices.cpu: must be 0..")
        .hasMessageContaining("prices.gpu: an item of the meter gpu")
        .hasMessageContaining("prices.memory")
        .hasMessageContaining("billing.window: must be whole seconds")
        .hasMessageContaining("billing.history: must be longer than billing.staleness")
        .hasMessageContaining("billing.disk: must be requested or used")
        .hasMessageContaining("typo: unknown key");
  }

  @Test
  void secretsAreFilesAndNeverPrinted() throws IOException {
    var key = Files.writeString(folder.resolve("key"), "ab".repeat(32) + "\n");
    Files.writeString(folder.resolve("url"), "jdbc:mysql://x/y");
    Files.writeString(folder.resolve("user"), "mandala");
    var files = new BillingConfig.LedgerFiles(folder, key, 1);

    assertThatThrownBy(() -> LedgerSecrets.read(files)).hasMessageContaining("password is missing");
    Files.writeString(folder.resolve("password"), "geheim");

    var secrets = LedgerSecrets.read(files);
    assertThat(secrets.nodeKey()).hasSize(64);
    assertThat(secrets.toString()).doesNotContain("geheim").doesNotContain("abab");
  }

  /** The reference page is made of the reads themselves; {@code -Ddocs.write} rewrites it. */
  @Test
  void thePageSaysWhatTheReaderReads() throws IOException {
    var reader = new ConfigReader("", Map.of());
    BillingConfig.read(reader);
    var page = render(reader);

    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  private BillingConfig load(String yaml) throws IOException {
    return BillingConfig.load(Files.writeString(folder.resolve("billing.yaml"), yaml), Map.of());
  }

  private static String render(ConfigReader reader) {
    return """
        # Configuration of billing

        Generated from the code: run billing's tests with `-Ddocs.write` after a change.

        Billing reads one YAML file at its start: `/etc/mandala/billing.yaml`, or what the variable `MANDALA_CONFIG` names. The Helm
        chart writes it. A dot in a key is a level in the file. Each key can be overridden by an environment variable; maps are written there
        as inline YAML. All problems are reported at once, and a key that is not listed here is one.

        Durations: `500ms`, `30s`, `10m`, `1h`, `30d`. The level of the log comes from `MANDALA_LOG_LEVEL` (default `INFO`).

        """
        + ReferenceTable.of(reader.keys());
  }
}
