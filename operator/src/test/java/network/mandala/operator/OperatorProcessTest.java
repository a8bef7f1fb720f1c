package network.mandala.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The process as a whole: who leads, what it says about itself, what it survives. */
class OperatorProcessTest {

  @RegisterExtension static final ApiServer api = ApiServer.alone();

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> REPLICATED =
      Map.of(
          "MANDALA_CONFIG_LEADER_ELECTION_ENABLED", "true",
          "MANDALA_CONFIG_LEADER_ELECTION_NAMESPACE", "mandala-system");

  @TempDir private static Path folder;
  private KubernetesClient client;

  @BeforeEach
  void prepare() {
    client = api.client();
    TestOperator.grantRights(api);
  }

  @Test
  void theStandInIsReadyAndTakesOverAtOnce() throws Exception {
    var first = TestOperator.start(api, folder, REPLICATED, Writes.unlimited());
    try (var second = TestOperator.start(api, folder, REPLICATED, Writes.unlimited())) {
      await().atMost(SOON).until(() -> first.metric("mandala_leader") == 1);
      assertThat(second.metric("mandala_leader")).isZero();
      assertThat(second.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(second.get("/healthz").statusCode()).isEqualTo(200);
      create("before");
      awaitReady("before");
      // It knows the projects too: tokens are answered by every replica.
      assertThat(tokenStatus(second, "before")).isEqualTo(200);
      assertThat(tokenStatus(second, "never-was")).isEqualTo(401);

      first.close();
      // Well before the Lease of 15 seconds would have ended by itself.
      await().atMost(Duration.ofSeconds(8)).until(() -> second.metric("mandala_leader") == 1);

      create("after");
      awaitReady("after");
    } finally {
      first.close();
    }
  }

  @Test
  void theCanaryIsTouchedAndAnswered() {
    var settings =
        Map.of("MANDALA_CONFIG_CANARY_ENABLED", "true", "MANDALA_CONFIG_CANARY_INTERVAL", "300ms");
    try (var operator = TestOperator.start(api, folder, settings, Writes.unlimited())) {
      await().atMost(SOON).until(() -> canaryGeneration() > 2);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                var canary = get("mandala-canary");
                assertThat(Conditions.isTrue(canary.getStatus().conditions(), "Ready")).isTrue();
                assertThat(operator.metric("mandala_canary_lag_seconds")).isPositive();
              });
      assertThat(operator.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(client.namespaces().withName("mandala-project-mandala-canary").get()).isNull();
    }
  }

  @Test
  void metricsSpeakOfKindsAndNeverOfResources() throws Exception {
    try (var operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited())) {
      create("secretive");
      awaitReady("secretive");
      await()
          .atMost(SOON)
          .until(
              () ->
                  operator.metric("mandala_reconcile_seconds_count{kind=\"Project\",result=\"ok\"")
                      > 0);

      var metrics = operator.get("/metrics").body();

      assertThat(metrics)
          .contains("mandala_resources_stale{kind=\"Project\"} 0")
          .contains("mandala_reconcile_queued{kind=\"Project\"} 0")
          .contains("mandala_child_writes_total{kind=\"Namespace\",operation=\"create\"}")
          .contains("mandala_registry_tokens_total{result=\"refused\"} 0")
          .doesNotContain("secretive");
      var page = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
      assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE ")))
          .allSatisfy(line -> assertThat(page).contains("`" + series(line) + "`"));
    }
  }

  @Test
  void anApiServerThatWasAwayIsNoReasonToEnd() {
    try (var operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited())) {
      create("earlier");
      awaitReady("earlier");

      api.stop();
      try {
        // Tokens are answered without it, so this replica must stay in its Service.
        assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(operator.get("/healthz").statusCode()).isEqualTo(200);
      } finally {
        api.start();
      }
      client = api.client();

      create("later");
      awaitReady("later");
    }
  }

  @Test
  void aProcessThatStartsBeforeTheApiServerWaitsForIt() throws Exception {
    api.stop();
    var starting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var operator =
                      TestOperator.start(api, folder, Map.of(), Writes.unlimited())) {
                    awaitReady("patient");
                  }
                });
    api.start();
    client = api.client();
    create("patient");

    assertThat(starting.join(SOON.plusSeconds(30))).isTrue();
    awaitReady("patient");
  }

  /** How a replica answers to the credential of project "before", given as that of another. */
  private int tokenStatus(TestOperator replica, String user) throws Exception {
    var data =
        client
            .secrets()
            .inNamespace("mandala-project-before")
            .withName("mandala-registry-push")
            .get()
            .getData();
    var grant = new String(Base64.getDecoder().decode(data.get("password")), UTF_8);
    var basic = Base64.getEncoder().encodeToString((user + ":" + grant).getBytes(UTF_8));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + replica.process().tokenPort() + "/token"))
                  .header("Authorization", "Basic " + basic)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** The name in {@code # TYPE name type}; a histogram also tells its largest value of late. */
  private static String series(String line) {
    return line.split(" ")[2].replaceFirst("_max$", "");
  }

  private void create(String name) {
    var project = new Project();
    project.getMetadata().setName(name);
    project.setSpec(ProjectSpec.standard());
    client.resource(project).create();
  }

  private Project get(String name) {
    return client.resources(Project.class).withName(name).get();
  }

  private long canaryGeneration() {
    var canary = get("mandala-canary");
    return canary == null ? 0 : canary.getMetadata().getGeneration();
  }

  private void awaitReady(String name) {
    await()
        .atMost(SOON)
        .until(
            () ->
                get(name).getStatus() != null
                    && Conditions.isTrue(get(name).getStatus().conditions(), "Ready"));
  }
}
