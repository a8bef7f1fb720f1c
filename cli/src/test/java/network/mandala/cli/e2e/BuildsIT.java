package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Programs that have a build of their own, what that may see, and what is known of the image. */
@TestMethodOrder(OrderAnnotation.class)
class BuildsIT {
  private static final Duration BUILD = Duration.ofSeconds(120);
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension static final TestProject PROJECT = new TestProject("builds");

  private static JsonNode found;

  @Test
  @Order(1)
  void aProgramThatIsCompiledRuns() throws IOException {
    var url = push("compiled", "compiled");

    found = new ObjectMapper().readTree(Web.get(url).body());

    assertThat(found.path("words").asText()).isEqualTo("built 1m");
    assertThat(found.path("leftover").asBoolean()).as("what only the build needed").isFalse();
  }

  @Test
  @Order(2)
  void installScriptsFindNoCredentialAndNoDoor() {
    for (String step : new String[] {"postinstall", "build"}) {
      var seen = found.path(step);
      assertThat(seen.path("readable")).as(step).isEmpty();
      assertThat(seen.path("suspicious")).as(step).isEmpty();
      assertThat(seen.path("others")).as(step).isEmpty();
      assertThat(seen.path("user").asInt()).as(step).isEqualTo(65532);
      assertThat(seen.path("doors")).as(step).hasSize(3).allMatch(door -> isShut(door));
    }
  }

  @Test
  @Order(3)
  void theRegistryTellsWhatTheImageIsMadeOf() {
    var image = PROJECT.agent("compiled").get().getStatus().image();
    int at = image.indexOf('@');

    var list =
        Registry.manifest(
                PROJECT, image.substring(0, at) + ":" + image.substring(at + 1).replace(':', '-'))
            .json()
            .path("manifests");

    assertThat(list.findValuesAsText("artifactType"))
        .contains("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
    assertThat(
            Registry.manifest(
                    PROJECT, image.substring(0, at) + "@" + list.get(0).path("digest").asText())
                .json()
                .at("/subject/digest")
                .asText())
        .isEqualTo(image.substring(at + 1));
  }

  /** Its own settings name a package registry that does not answer: what it needs was kept. */
  @Test
  @Order(4)
  void theNextBuildNeedsNoPackageRegistry(@TempDir Path folder) throws IOException {
    TestCluster.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("npm")
                .withNamespace(PROJECT.namespace())
                .endMetadata()
                .withStringData(Map.of(".npmrc", "registry=http://127.0.0.1:9/\n"))
                .build())
        .create();
    for (String file : new String[] {"package.json", "package-lock.json", "snoop.js"}) {
      Files.copy(Sources.test("compiled").resolve(file), folder.resolve(file));
    }
    Files.writeString(
        folder.resolve("build.js"),
        Files.readString(Sources.test("compiled").resolve("build.js")).replace("built", "rebuilt"));

    PROJECT.apply(
        "again",
        "source: {artifact: '%s'}\nruntime: node\nbuild: {npmrc: {name: npm, key: .npmrc}}"
            .formatted(Registry.push(PROJECT, "again", folder)));

    PROJECT.awaitReason("again", "Ready", "Running", BUILD);
    Web.awaitWords(PROJECT.agent("again").get().getStatus().url(), "rebuilt 1m", SOON);
    var layers = layers("compiled");
    assertThat(layers("again").subList(0, layers.size() - 1))
        .as("base and dependencies")
        .isEqualTo(layers.subList(0, layers.size() - 1));
  }

  @Test
  @Order(5)
  void aPythonProjectIsInstalledFromItsPyproject() {
    assertThat(Web.get(push("packaged", "packaged")).body()).isEqualTo("packaged 1,234,567");
  }

  private static boolean isShut(JsonNode door) {
    return !door.asText().equals("open");
  }

  private static java.util.List<String> layers(String agent) {
    return Registry.manifest(PROJECT, PROJECT.agent(agent).get().getStatus().image())
        .json()
        .path("layers")
        .findValuesAsText("digest");
  }

  private static String push(String source, String agent) {
    return mandala(
            "agent",
            "push",
            Sources.test(source).toString(),
            "--project",
            PROJECT.name(),
            "--name",
            agent)
        .ok();
  }
}
