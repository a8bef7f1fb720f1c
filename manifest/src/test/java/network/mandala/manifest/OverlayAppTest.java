package network.mandala.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import network.mandala.manifest.OverlayApp.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayAppTest {
  @Test
  void saysWhereItGoesAndWhatOnlyAnOverlayEngineRuns() {
    var app =
        read(
            """
            {"schema": "bsv-app", "schemaVersion": "1.0",
             "topicManagers": {"tm_meter": "./backend/src/topic.ts"},
             "lookupServices": {"ls_meter": {"serviceFactory": "./x.ts", "hydrateWith": "mongo"}},
             "frontend": {"language": "react", "sourceDirectory": "./frontend"},
             "contracts": {"language": "sCrypt", "baseDirectory": "./backend"},
             "configs": [
               {"name": "Local LARS", "provider": "LARS", "run": ["backend"], "network": 7},
               {"name": "a", "provider": "CARS", "CARSCloudURL": "http://x", "projectID": "p1",
                "network": "testnet", "deploy": ["frontend", "backend"], "authentication": {}},
               {"name": "b", "provider": "CARS", "projectID": "p2"},
               {"name": "c", "provider": "CARS", "projectID": null}]}
            """);

    assertThat(app.targets())
        .containsExactly(
            new Target("p1", "testnet", List.of("frontend", "backend")),
            new Target("p2", "", List.of()),
            new Target("", "", List.of()));
    assertThat(app.targetOf("p2")).contains(new Target("p2", "", List.of()));
    assertThat(app.targetOf("p3")).isEmpty();
    assertThat(app.topicManagers()).containsExactly("tm_meter");
    assertThat(app.lookupServices()).containsExactly("ls_meter");
    assertThat(app.isOverlay()).isTrue();
  }

  @Test
  void withoutOverlayPartsTheBackendIsAProgram() {
    assertThat(read("{\"schema\": \"bsv-app\", \"topicManagers\": {}}").isOverlay()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|$: must be an object",
        "{}|$.schema: is missing",
        "{\"schema\": \"mandala-agent\"}|$.schema: 'mandala-agent' must be one of: bsv-app",
        "{\"schema\": \"bsv-app\", \"configs\": {}}|$.configs: must be a list",
        "{\"schema\": \"bsv-app\", \"configs\": [{\"provider\": \"CARS\", \"projectID\": 7}]}"
            + "|$.configs[0].projectID: must be text",
        "{\"schema\": \"bsv-app\", \"configs\": [{\"provider\": \"CARS\", \"deploy\": [\"x\"]}]}"
            + "|$.configs[0].deploy[0]: 'x' must be one of: frontend, backend",
        "{\"schema\": \"bsv-app\", \"topicManagers\": []}|$.topicManagers: must be an object",
        "{|$: is no JSON"
      })
  void saysWhatIsWrong(String json, String problem) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            ManifestInvalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .anyMatch(found -> found.toString().startsWith(problem)));
  }

  private static OverlayApp read(String json) {
    return OverlayApp.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
