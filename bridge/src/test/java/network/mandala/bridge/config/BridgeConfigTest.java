package network.mandala.bridge.config;

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

class BridgeConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "bridge-configuration.md");

  /** What the chart writes when everything in it is set; its own tests keep it current. */
  private static final Path OF_CHART = Path.of("src", "test", "resources", "chart", "bridge.yaml");

  @TempDir private Path folder;

  @Test
  void theChartWritesAConfigurationThatIsRead() throws IOException {
    var config = BridgeConfig.load(OF_CHART, Map.of());

    assertThat(config.url()).isEqualTo(URI.create("https://node.example.com"));
    assertThat(config.http().port()).isEqualTo(7777);
  }

  @Test
  void theChartWritesEveryKey() throws IOException {
    var text = Files.readString(OF_CHART);
    var everything = new ConfigReader(text, Map.of());
    BridgeConfig.read(everything);
    var known = new TreeSet<>(everything.keys().stream().map(ConfigKey::name).toList());
    // Probes, services and policies name the ports.
    known.removeIf(key -> key.endsWith(".port") || key.equals("http.host"));

    assertThat(known)
        .isNotEmpty()
        .allSatisfy(
            key -> assertThat(text).containsPattern("(?m)^ *" + key.replaceAll(".*\\.", "") + ":"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                BridgeConfig.load(
                    Files.writeString(
                        folder.resolve("bridge.yaml"),
                        "{http: {port: 70000, grace: soon}, session: {length: -1s}, typo: 1}"),
                    Map.of()))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("http.port: must be 0..65535")
        .hasMessageContaining("http.grace")
        .hasMessageContaining("session.length")
        .hasMessageContaining("typo: unknown key");
  }

  @Test
  void secretsAreFilesAndNeverPrinted() throws IOException {
    Files.writeString(folder.resolve("url"), "jdbc:mysql://x/y");
    Files.writeString(folder.resolve("user"), "mandala");
    var node = Files.writeString(folder.resolve("node"), "ab".repeat(32) + "\n");
    var sessions = Files.writeString(folder.resolve("sessions"), "cd".repeat(32) + "\n");
    var files = new BridgeConfig.Secrets(folder, 1, node, sessions);

    assertThatThrownBy(() -> BridgeSecrets.read(files)).hasMessageContaining("password is missing");
    Files.writeString(folder.resolve("password"), "geheim");

    assertThat(BridgeSecrets.read(files).toString())
        .doesNotContain("geheim")
        .doesNotContain("abab")
        .doesNotContain("cdcd");
  }

  /** The reference page is made of the reads themselves; {@code -Ddocs.write} rewrites it. */
  @Test
  void thePageSaysWhatTheReaderReads() throws IOException {
    var reader = new ConfigReader("", Map.of());
    BridgeConfig.read(reader);
    var page =
        """
        # Configuration of the signed bridge

        Generated from the code: run the bridge's tests with `-Ddocs.write` after a change.

        The bridge reads one YAML file at its start: `/etc/mandala/bridge.yaml`, or what the variable `MANDALA_CONFIG` names. The Helm
        chart writes it; most keys are values of the chart below `bridge`. A dot in a key is a level in the file. Each key can be overridden by an
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
