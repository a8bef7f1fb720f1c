package network.mandala.operator.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuildahSettingsTest {

  @Test
  void namesWithoutARegistryAreLookedForHereFirst() {
    var files = files(Map.of(), false, false);

    assertThat(files.get("registries.conf"))
        .isEqualTo(
            """
            unqualified-search-registries = ["10.43.0.20:5000", "docker.io"]
            short-name-mode = "disabled"

            [[registry]]
            location = "10.43.0.20:5000"
            insecure = false
            """);
    assertThat(files.get("containers.conf"))
        .isEqualTo(
            """
            [containers]
            volumes = []

            [engine]
            helper_binaries_dir = ["/storage/helpers"]
            """);
    // user:password in Base64
    assertThat(files.get("auth.json"))
        .isEqualTo("{\"auths\":{\"10.43.0.20:5000\":{\"auth\":\"ZGVtbzpwdWxs\"}}}");
  }

  @Test
  void mirrorsAndCertificatesAreThereWhileAStepRuns() {
    var files =
        files(Map.of("PIP_INDEX_URL", "http://m/\"\\\n", "SSL_CERT_FILE", "/own"), true, true);

    assertThat(files.get("registries.conf")).contains("insecure = true");
    assertThat(files.get("containers.conf")).contains("volumes = [\"/trust:/trust:ro\"]");
    assertThat(files.get("variables"))
        .as("one line for each, whatever is in it")
        .isEqualTo(
            """
            NODE_EXTRA_CA_CERTS=/trust/ca.crt
            PIP_CERT=/trust/ca.crt
            PIP_INDEX_URL=http://m/"\\\s
            REQUESTS_CA_BUNDLE=/trust/ca.crt
            SSL_CERT_FILE=/own
            """);
  }

  private static Map<String, String> files(
      Map<String, String> environment, boolean insecure, boolean trustBundle) {
    var limits =
        new BuildLimits(
            Duration.ofMinutes(1),
            "1",
            "1Gi",
            1,
            1,
            1,
            0,
            new TreeMap<>(environment),
            insecure,
            trustBundle,
            new BuildLimits.Dockerfiles(true, 1, 1, 1, 1));
    return BuildahSettings.files("demo", "10.43.0.20:5000", "pull", limits);
  }
}
