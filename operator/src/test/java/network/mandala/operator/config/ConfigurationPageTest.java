package network.mandala.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import network.mandala.configuration.ConfigReader;
import network.mandala.configuration.ReferenceTable;
import org.junit.jupiter.api.Test;

/** The reference page is made of the reads themselves; {@code -Ddocs.write} rewrites it. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

  @Test
  void thePageSaysWhatTheReaderReads() throws IOException {
    var reader = new ConfigReader("", Map.of());
    NodeConfig.read(reader);
    var page = render(reader);

    if (System.getProperty("docs.write") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  private static String render(ConfigReader reader) {
    return """
        # Configuration of the operator

        Generated from the code: run the operator's tests with `-Ddocs.write` after a change.

        The operator reads one YAML file at its start: `/etc/mandala/config.yaml`, or what the variable `MANDALA_CONFIG` names.
        The Helm chart writes it; most keys are values of the chart under the same name. A dot in a key is a level in the file.
        Each key can be overridden by an environment variable; lists and maps are written there as inline YAML.
        All problems are reported at once, and a key that is not listed here is one.

        Durations: `500ms`, `30s`, `10m`, `1h`, `30d`. The level of the log comes from `MANDALA_LOG_LEVEL` (default `INFO`).

        """
        + ReferenceTable.of(reader.keys());
  }
}
