package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.registry.Credentials;
import network.mandala.builder.registry.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "MANDALA_SOURCE", "r:5000/demo/hello/source@sha256:" + "0".repeat(64),
          "MANDALA_RUNTIME", "python",
          "MANDALA_BASE_IMAGE", "r:5000/mandala/python:1",
          "MANDALA_TARGET_IMAGE", "r:5000/demo/hello:k1",
          "MANDALA_REGISTRY_INSECURE", "true",
          "MANDALA_MAX_SOURCE_BYTES", "1000",
          "MANDALA_MAX_SOURCE_FILES", "10");

  @TempDir Path folder;

  @Test
  void readsWhatTheOperatorSets() {
    var settings = Settings.of(GOOD);

    assertThat(settings.runtime()).isEqualTo(AgentRuntime.PYTHON);
    assertThat(settings.target()).hasToString("r:5000/demo/hello:k1");
    assertThat(settings.transport()).isEqualTo(Transport.PLAIN);
    assertThat(settings.limits()).isEqualTo(Limits.DEFAULT.with(1000, 10));
    assertThat(settings.entry()).isEmpty();
    assertThat(settings.work()).isEqualTo(Path.of("/work"));
    assertThat(settings.grant()).isEqualTo(Path.of("/grant"));
  }

  @Test
  void speaksTlsUnlessItIsToldOtherwise() {
    var without = new HashMap<>(GOOD);
    without.remove("MANDALA_REGISTRY_INSECURE");

    assertThat(Settings.of(without).transport()).isEqualTo(Transport.TLS);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    var bad = new HashMap<>(GOOD);
    bad.put("MANDALA_RUNTIME", "ruby");
    bad.put("MANDALA_TYPE", "robot");
    bad.put("MANDALA_REGISTRY_INSECURE", "yes");
    bad.remove("MANDALA_SOURCE");
    bad.put("MANDALA_TARGET_IMAGE", "no-host");

    assertThatThrownBy(() -> Settings.of(bad))
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.BUILDER_FAULT))
        .hasMessage(
            "The builder was started wrongly: MANDALA_SOURCE: is not set; MANDALA_RUNTIME: must be node, python or docker, was \"ruby\"; "
                + "MANDALA_TYPE: must be custom, openclaw or agidentity, was \"robot\"; "
                + "MANDALA_TARGET_IMAGE: \"no-host\" names no registry: expected host/repository; "
                + "MANDALA_REGISTRY_INSECURE: must be true or false, was \"yes\".");
  }

  @Test
  void showsItsCredentialsToNoOtherRegistry() throws IOException {
    Files.writeString(folder.resolve("host"), "r:5000\n");
    Files.writeString(folder.resolve("username"), "demo\n");
    Files.writeString(folder.resolve("password"), "secret\n");
    var environment = new HashMap<>(GOOD);
    environment.put("MANDALA_GRANT", folder.toString());

    var settings = Settings.of(environment);

    assertThat(settings.credentialsFor("r:5000")).isEqualTo(new Credentials("demo", "secret"));
    assertThat(settings.credentialsFor("r:5001")).isEqualTo(Credentials.ANONYMOUS);
  }
}
