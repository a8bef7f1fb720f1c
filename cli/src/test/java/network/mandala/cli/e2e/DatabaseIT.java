package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.Agent;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop with three databases: what is written stays, and can be gone back to. */
@TestMethodOrder(OrderAnnotation.class)
class DatabaseIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final List<String> ENGINES = List.of("mysql", "mongo", "redis");
  private static final String DATABASES =
      """
      {"spec": {"databases": {
        "mysql": {"size": "1Gi", "memory": "448Mi"},
        "mongo": {"size": "1Gi", "memory": "256Mi"},
        "redis": {"size": "1Gi", "memory": "128Mi", "backup": {"size": "1Gi"}}}}}
      """;

  @RegisterExtension static final TestProject PROJECT = new TestProject("shop");
  @RegisterExtension static final TestProject STRANGER = new TestProject("stranger");

  private static String url;

  @Test
  @Order(1)
  void anAgentGetsDatabasesAndIsToldOfThem() {
    url =
        mandala(
                "agent",
                "push",
                Sources.test("shop").toString(),
                "--project",
                PROJECT.name(),
                "--name",
                "shop")
            .ok();
    assertThat(Web.get(url).body()).isEmpty();

    addDatabases();

    PROJECT.awaitReason("shop", "DatabasesReady", "DatabasesAnswer", SOON);
    Web.awaitWords(url, "mysql mongo redis", SOON);
    // The pod that knows of no databases answers until it is gone.
    TestCluster.await(SOON).until(() -> pods("agent").size() == 1);
  }

  @Test
  @Order(2)
  void whatIsWrittenOutlivesEveryPod() {
    ENGINES.forEach(engine -> assertThat(ask(engine + "/write/first")).isEqualTo("first"));
    var pods = TestCluster.client().pods().inNamespace(PROJECT.namespace()).list().getItems();
    assertThat(pods.stream().map(DatabaseIT::component)).contains("agent", "database");

    TestCluster.client().pods().inNamespace(PROJECT.namespace()).delete();

    TestCluster.await(SOON).until(() -> pods.stream().noneMatch(DatabaseIT::isThere));
    ENGINES.forEach(engine -> Web.awaitWords(url + engine + "/read", "first", SOON));
  }

  @Test
  @Order(3)
  void whoHasNoPasswordGetsNothing() {
    for (var engine : ENGINES) {
      var answer = Web.get(url + engine + "/anonymous");

      assertThat(answer.statusCode()).as(engine).isEqualTo(500);
      assertThat(answer.body()).as(engine).containsPattern("(?i)auth|denied");
    }
  }

  @Test
  @Order(4)
  void anotherProjectDoesNotReachThem() {
    var prober =
        mandala(
                "agent",
                "push",
                Sources.test("prober").toString(),
                "--project",
                STRANGER.name(),
                "--name",
                "prober")
            .ok();
    var ports = Map.of("mysql", 3306, "mongo", 27017, "redis", 6379);

    for (var engine : ENGINES) {
      var service =
          TestCluster.client()
              .services()
              .inNamespace(PROJECT.namespace())
              .withName("shop-" + engine)
              .get()
              .getSpec()
              .getClusterIP();
      for (var host : List.of(service, server(engine).getStatus().getPodIP())) {
        assertThat(Web.get(prober + "connect?port=" + ports.get(engine) + "&host=" + host).body())
            .as(engine + " at " + host)
            .isEqualTo("shut");
      }
    }
  }

  @Test
  @Order(5)
  void aCopyBringsBackWhatWasDeleted() {
    for (var engine : ENGINES) {
      var copy = mandala("database", "backup", "shop", engine, "-p", PROJECT.name()).ok();
      assertThat(copy).matches("\\d{8}T\\d{6}Z");
      assertThat(ask(engine + "/clear")).isEmpty();
      assertThat(ask(engine + "/write/second")).isEqualTo("second");

      mandala("database", "restore", "shop", engine, "--from", copy, "-p", PROJECT.name()).ok();

      assertThat(Web.awaitWords(url + engine + "/read", "first", SOON)).isEqualTo("first");
      assertThat(mandala("database", "list", "shop", engine, "-p", PROJECT.name()).ok())
          .contains(copy);
    }
  }

  @Test
  @Order(6)
  void goingBackToACopyThatIsNotThereIsToldInWords() {
    assertThat(
            mandala(
                    "database",
                    "restore",
                    "shop",
                    "redis",
                    "--from",
                    "20200101T000000Z",
                    "-p",
                    PROJECT.name())
                .failed())
        .contains("there is no copy 20200101T000000Z");
  }

  @Test
  @Order(7)
  void aNewPasswordReachesTheAgent() {
    var before = password("mysql");

    mandala("database", "rotate", "shop", "mysql", "-p", PROJECT.name()).ok();

    assertThat(password("mysql")).isNotEqualTo(before);
    Web.awaitWords(url + "mysql/read", "first", SOON);
  }

  @Test
  @Order(8)
  void deletedItLeavesNoVolume() {
    mandala("agent", "delete", "shop", "-p", PROJECT.name()).ok();

    TestCluster.await(SOON)
        .until(
            () ->
                TestCluster.client()
                    .persistentVolumeClaims()
                    .inNamespace(PROJECT.namespace())
                    .list()
                    .getItems()
                    .isEmpty());
  }

  private static void addDatabases() {
    TestCluster.client()
        .resources(Agent.class)
        .inNamespace(PROJECT.namespace())
        .withName("shop")
        .patch(PatchContext.of(PatchType.JSON_MERGE), DATABASES);
  }

  private static String ask(String question) {
    var answer = Web.get(url + question);
    assertThat(answer.statusCode()).as(question + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<Pod> pods(String component) {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/component", component)
        .list()
        .getItems();
  }

  private static Pod server(String engine) {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withName("shop-" + engine + "-0")
        .get();
  }

  private static String password(String engine) {
    return TestCluster.client()
        .secrets()
        .inNamespace(PROJECT.namespace())
        .withName("shop-" + engine)
        .get()
        .getData()
        .get("password");
  }

  /** A pod of a StatefulSet comes back under its name. */
  private static boolean isThere(Pod old) {
    var now = TestCluster.client().pods().resource(old).get();
    return now != null && now.getMetadata().getUid().equals(old.getMetadata().getUid());
  }

  private static String component(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault("mandala.network/component", "");
  }
}
