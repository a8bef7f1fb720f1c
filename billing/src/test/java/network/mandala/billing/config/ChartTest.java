package network.mandala.billing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import network.mandala.configuration.ConfigKey;
import network.mandala.configuration.ConfigReader;
import org.junit.jupiter.api.Test;

/** The file that the chart writes when everything in it is set; its own tests keep it current. */
class ChartTest {

  private static final Path FILE = Path.of("src", "test", "resources", "chart", "billing.yaml");

  @Test
  void writesAConfigurationThatIsRead() throws IOException {
    var config = BillingConfig.load(FILE, Map.of());

    assertThat(config.prometheus().url().getHost()).isEqualTo("p.example.com");
    assertThat(config.prices()).isNotEmpty();
  }

  @Test
  void writesEveryKey() throws IOException {
    var everything = new ConfigReader(Files.readString(FILE), Map.of());
    BillingConfig.read(everything);
    var known = new TreeSet<>(everything.keys().stream().map(ConfigKey::name).toList());
    // Probes, services and policies name the port, and the operator the namespaces.
    known.removeIf(key -> key.startsWith("http.") || key.equals("billing.namespacePrefix"));

    var text = Files.readString(FILE);

    assertThat(known)
        .isNotEmpty()
        .allSatisfy(
            key -> assertThat(text).containsPattern("(?m)^ *" + key.replaceAll(".*\\.", "") + ":"));
  }
}
