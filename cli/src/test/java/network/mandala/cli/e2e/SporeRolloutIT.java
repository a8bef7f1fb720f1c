package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import network.mandala.crds.spore.Spore;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A signed program from its publisher to its path, a second version under load, and back. */
@TestMethodOrder(OrderAnnotation.class)
class SporeRolloutIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int REQUESTS_PER_SECOND = 50;

  @RegisterExtension static final TestProject PROJECT = new TestProject("rollout");

  @TempDir private static Path folder;

  /** Paths are the whole cluster's. */
  private static String app;

  private static String first;
  private static String second;
  private static String url;

  @Test
  @Order(1)
  void aSporeOfATrustedKeyAnswersAtItsPath() throws Exception {
    var random = new byte[3];
    ThreadLocalRandom.current().nextBytes(random);
    app = "billing-" + HexFormat.of().formatHex(random);
    program();
    var key =
        json(mandala("spore", "keygen", "-out", at("keys"), "-o", "json").ok())
            .path("publicKey")
            .asText();
    first = publish("v0.1.0", "Hello from one");
    second = publish("v0.2.0", "Hello from two");
    mandala("spore", "trust", "publisher", "--public-key", key, "-p", PROJECT.name()).ok();

    url =
        mandala(
                "spore",
                "run",
                "-digest",
                first,
                "-app",
                app,
                "-instances",
                "2",
                "-nodes",
                "1",
                "-p",
                PROJECT.name())
            .ok();

    assertThat(url).endsWith("/" + app + "/");
    var answer = Web.awaitWords(url + "hello", "Hello", SOON);
    assertThat(answer).isEqualTo("Hello from one");
    assertThat(Web.get(url + "hello").headers().firstValue("x-mycelium-edge")).isPresent();
    assertThat(Web.get(url + "asked?a=b").body()).isEqualTo("/asked?a=b /" + app);
  }

  @Test
  @Order(2)
  void itsInstancesTakeTurns() {
    var instances = new ArrayList<String>();
    TestCluster.await(SOON)
        .until(
            () -> {
              instances.clear();
              for (int i = 0; i < 10; i++) {
                instances.add(Web.get(url + "instance").body());
              }
              return new HashSet<>(instances).size() == 2;
            });

    // Each replica of the edge keeps turns of its own.
    if (edges() == 1) {
      for (int i = 2; i < instances.size(); i++) {
        assertThat(instances.get(i)).isEqualTo(instances.get(i - 2));
      }
    }
  }

  @Test
  @Order(3)
  void aSecondVersionTakesOverUnderLoadWithoutAFailedRequest() {
    try (var load = Load.on(url + "hello", REQUESTS_PER_SECOND)) {
      TestCluster.await(SOON).until(() -> load.answersWith("Hello from one") > REQUESTS_PER_SECOND);

      mandala("spore", "promote", app, "-digest", second, "-p", PROJECT.name()).ok();

      TestCluster.await(SOON).until(() -> load.answersWith("Hello from two") > REQUESTS_PER_SECOND);
      var result = load.stop();
      System.out.printf(
          "spore flip: %d requests, answers %s, failures %d%n",
          result.sent(), result.answers(), result.failures().size());
      assertThat(result.failures()).isEmpty();
      assertThat(result.answers()).containsOnlyKeys("Hello from one", "Hello from two");
    }
    for (int i = 0; i < 10; i++) {
      assertThat(Web.get(url + "hello").body()).isEqualTo("Hello from two");
    }
  }

  @Test
  @Order(4)
  void anOlderVersionIsRefusedUnlessItIsAskedForAndGoingBackIs() {
    var refused = mandala("spore", "promote", app, "-digest", first, "-p", PROJECT.name()).failed();
    assertThat(refused).contains("RollbackRefused");
    assertThat(Web.get(url + "hello").body()).isEqualTo("Hello from two");
    // While something does not come to its end, back is to what serves.
    assertThat(mandala("spore", "rollback", app, "-p", PROJECT.name()).ok()).isEqualTo(url);
    assertThat(Web.get(url + "hello").body()).isEqualTo("Hello from two");

    assertThat(mandala("spore", "rollback", app, "-p", PROJECT.name()).ok()).isEqualTo(url);

    Web.awaitWords(url + "hello", "Hello from one", SOON);
    assertThat(mandala("spore", "status", app, "-p", PROJECT.name()).ok())
        .contains(first, second, "Ready", url);
  }

  @Test
  @Order(5)
  void oneThatIsStoppedIsNotThere() {
    mandala("spore", "stop", app, "-p", PROJECT.name()).ok();

    TestCluster.await(SOON).until(() -> Web.get(url + "hello").statusCode() == 503);
    assertThat(Web.get(url + "hello").body())
        .isEqualTo("No endpoints available for app " + app + "\n");
    assertThat(
            TestCluster.client()
                .resources(Spore.class)
                .inNamespace(PROJECT.namespace())
                .withName(app)
                .get()
                .getSpec()
                .suspend())
        .isTrue();
  }

  private static int edges() {
    return TestCluster.client()
        .apps()
        .deployments()
        .inNamespace(TestCluster.SYSTEM)
        .withName("mandala-activator")
        .get()
        .getSpec()
        .getReplicas();
  }

  private static void program() throws Exception {
    var source = Files.createDirectories(folder.resolve("source"));
    try (var in = SporeRolloutIT.class.getResourceAsStream("/e2e/spore/main.go")) {
      Files.copy(in, source.resolve("main.go"));
    }
    var built =
        CommandLine.run(
            "env",
            "CGO_ENABLED=0",
            "go",
            "build",
            "-trimpath",
            "-ldflags=-s -w",
            "-o",
            at("program"),
            source.resolve("main.go").toString());
    assertThat(built.exitCode()).as(built.err()).isZero();
  }

  private static String publish(String version, String greeting) throws IOException {
    var manifest = folder.resolve(version + ".json");
    Files.writeString(
        manifest,
        new ObjectMapper()
            .writeValueAsString(
                java.util.Map.of(
                    "name",
                    "billing",
                    "version",
                    version,
                    "command",
                    "billing",
                    "env",
                    java.util.Map.of("GREETING", greeting),
                    "nutrients",
                    java.util.Map.of("cpu_milli", 50, "memory_mb", 64))));
    mandala(
            "spore",
            "build",
            "-manifest",
            manifest.toString(),
            "-binary",
            at("program"),
            "-key",
            at("keys/private.key"),
            "-out",
            at("out"),
            "--created-at",
            "2026-01-01T00:00:0" + version.charAt(3) + "Z")
        .ok();
    return json(mandala(
                "spore",
                "publish",
                "-spore",
                at("out/billing-" + version + ".spore"),
                "-p",
                PROJECT.name(),
                "-o",
                "json")
            .ok())
        .path("digest")
        .asText();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }
}
