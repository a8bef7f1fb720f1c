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
            env = []
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
    assertThat(files.get("containers.conf"))
        .contains("\"PIP_INDEX_URL=http://m/\\\"\\\\\\u000a\"")
        .contains("\"SSL_CERT_FILE=/own\"", "\"NODE_EXTRA_CA_CERTS=/trust/ca.crt\"")
        .contains("volumes = [\"/trust:/trust:ro\"]");
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
