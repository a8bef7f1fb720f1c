package network.mandala.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import network.mandala.configuration.ConfigKey;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;
import network.mandala.configuration.ReferenceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "gateway-configuration.md");

  /** What the chart writes when everything in it is set; its own tests keep it current. */
  private static final Path OF_CHART = Path.of("src", "test", "resources", "chart", "gateway.yaml");

  @TempDir private Path folder;

  @Test
  void theChartWritesAConfigurationThatIsRead() throws IOException {
    var config = GatewayConfig.load(OF_CHART, Map.of());

    assertThat(config.heartbeat().endpoint()).isEqualTo(URI.create("https://infer.example.com"));
    assertThat(config.access().projects()).containsEntry("npub1a", "demo");
    assertThat(config.http().port()).isEqualTo(8088);
  }

  @Test
  void theChartWritesEveryKey() throws IOException {
    var text = Files.readString(OF_CHART);
    var everything = new ConfigReader(text, Map.of());
    GatewayConfig.read(everything);
    var known = new TreeSet<>(everything.keys().stream().map(ConfigKey::name).toList());
    // Probes, services and policies name the ports.
    known.removeIf(key -> key.endsWith(".port"));

    assertThat(known)
        .isNotEmpty()
        .allSatisfy(
            key -> assertThat(text).containsPattern("(?m)^ *" + key.replaceAll(".*\\.", "") + ":"));
  }

  @Test
  void nobodyMayCallUntilSomebodyIsNamed() {
    assertThatThrownBy(() -> load("{ledger: {folder: /l}, node: {keyFile: /k}}"))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("router.allow: name the keys that may call");
  }

  @Test
  void theStandInIsNeverTakenForARunner() {
    assertThatThrownBy(
            () ->
                load(
                    "{ledger: {folder: /l}, node: {keyFile: /k}, router: {anybody: true}, runner:"
                        + " {kind: mock}}"))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("runner.kind: mock runs nothing");
  }

  @Test
  void anUnknownRunnerIsAProblem() {
    assertThatThrownBy(
            () ->
                load(
                    "{ledger: {folder: /l}, node: {keyFile: /k}, router: {anybody: true}, runner:"
                        + " {kind: magic}, typo: 1}"))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("runner.kind: must be http or llama_cpp or vllm or mock")
        .hasMessageContaining("typo: unknown key");
  }

  @Test
  void secretsAreFilesAndNeverPrinted() throws IOException {
    Files.writeString(folder.resolve("url"), "jdbc:mysql://x/y");
    Files.writeString(folder.resolve("user"), "mandala");
    var key = Files.writeString(folder.resolve("key"), "ab".repeat(32) + "\n");
    var config =
        load(
            "{ledger: {folder: %s}, node: {keyFile: %s}, router: {anybody: true}}"
                .formatted(folder, key));

    assertThatThrownBy(() -> GatewaySecrets.read(config))
        .hasMessageContaining("password is missing");
    Files.writeString(folder.resolve("password"), "geheim");

    assertThat(GatewaySecrets.read(config).toString())
        .doesNotContain("geheim")
        .doesNotContain("abab");
  }

  private GatewayConfig load(String yaml) throws IOException {
    return GatewayConfig.load(Files.writeString(folder.resolve("gateway.yaml"), yaml), Map.of());
  }

  /** The reference page is made of the reads themselves; {@code -Ddocs.write} rewrites it. */
  @Test
  void thePageSaysWhatTheReaderReads() throws IOException {
    var reader = new ConfigReader("", Map.of());
    GatewayConfig.read(reader);
    var page =
        """
        # Configuration of the inference gateway

        Generated from the code: run the gateway's tests with `-Ddocs.write` after a change.

        The gateway reads one YAML file at its start: `/etc/mandala/gateway.yaml`, or what the variable `MANDALA_CONFIG` names. The Helm
        chart writes it; most keys are values of the chart below `gateway`. A dot in a key is a level in the file. Each key can be overridden by an
        environment variable. All problems are reported at once, and a key that is not listed here is one.

        Durations: `500ms`, `30s`, `10m`, `1h`, `30d`. The level of the log comes from `MANDALA_LOG_LEVEL` (default `INFO`).

        """
            + ReferenceTable.of(reader.keys());

    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }
}
