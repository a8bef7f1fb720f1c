package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.project.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many pods an agent has, what becomes of requests while they change, and what a GPU needs. */
@TestMethodOrder(OrderAnnotation.class)
class ScalingIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PER_SECOND = 50;
  private static final String GPU = "nvidia.com/gpu";

  /** Finishes what it is answering when it is told to end. */
  private static final String PROGRAM =
      """
      source: {image: 10.43.0.20:5000/mandala/node:1}
      command:
        - node
        - -e
        - |
          const server = require('node:http').createServer(
            (request, response) => setTimeout(() => response.end(process.env.WORDS), 20));
          server.listen(process.env.PORT);
          process.on('SIGTERM', () => server.close());
      healthCheck: {path: /, startupSeconds: 60}
      resources: {cpu: 20m, memory: 64Mi%s}
      env: {WORDS: %s}
      scaling: {%s}
      """;

  @RegisterExtension static final TestProject PROJECT = new TestProject("scaling");

  @AfterAll
  static void takeTheGpuAway() {
    setGpus("null");
  }

  @Test
  @Order(1)
  void aNewReleaseLosesNoRequestOfFiftyASecond() {
    PROJECT.apply("busy", program("old", "max: 1"));
    PROJECT.awaitReason("busy", "Ready", "Running", SOON);
    var url = PROJECT.agent("busy").get().getStatus().url();
    Web.awaitWords(url, "old", SOON);

    Load.Result result;
    try (var load = Load.on(url, PER_SECOND)) {
      TestCluster.await(SOON).until(() -> load.answersWith("old") > 2 * PER_SECOND);
      PROJECT.apply("busy", program("new", "max: 1"));
      TestCluster.await(SOON).until(() -> load.answersWith("new") > 0 && pods("busy").size() == 1);
      int afterwards = load.sent() + 2 * PER_SECOND;
      TestCluster.await(SOON).until(() -> load.sent() > afterwards);
      result = load.stop();
    }

    System.out.printf(
        "%d requests while a release was replaced: %s, %d failed%n",
        result.sent(), result.answers(), result.failures().size());
    assertThat(result.failures()).isEmpty();
    assertThat(result.answers().get("old") + result.answers().get("new")).isEqualTo(result.sent());
  }

  @Test
  @Order(2)
  void severalPodsAreNotTakenAtOnce() {
    PROJECT.apply("busy", program("new", "min: 2, max: 2"));
    TestCluster.await(SOON)
        .until(
            () -> {
              var budget =
                  TestCluster.client()
                      .policy()
                      .v1()
                      .podDisruptionBudget()
                      .inNamespace(PROJECT.namespace())
                      .withName("busy")
                      .get();
              return budget != null
                  && budget.getStatus() != null
                  && Integer.valueOf(2).equals(budget.getStatus().getCurrentHealthy())
                  && Integer.valueOf(1).equals(budget.getStatus().getDisruptionsAllowed());
            });

    // A client that tries again would be let through as soon as another pod is there.
    var once =
        new ConfigBuilder(TestCluster.client().getConfiguration())
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(once).build()) {
      var taken = pods("busy").stream().map(pod -> client.pods().resource(pod).evict()).toList();

      assertThat(taken).containsExactly(true, false);
    }
  }

  @Test
  @Order(3)
  void aGpuIsWaitedForInWordsAndUsedWhenItIsThere() {
    PROJECT.apply("clever", PROGRAM.formatted(", gpu: 1", "seen", "max: 1"));
    assertThat(PROJECT.awaitReason("clever", "Ready", "QuotaExceeded", SOON).getMessage())
        .contains("0 of 0 nvidia.com/gpu is used, and 1 more is needed");

    TestCluster.client()
        .resources(Project.class)
        .withName(PROJECT.name())
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"quota\":{\"gpu\":\"1\"}}}");
    assertThat(PROJECT.awaitReason("clever", "Ready", "Unschedulable", SOON).getMessage())
        .startsWith("No node has the GPU that a pod asks for free: ")
        .contains("Insufficient nvidia.com/gpu", "ask the provider for nodes with GPUs");

    setGpus("\"1\"");
    PROJECT.awaitReason("clever", "Ready", "Running", SOON);
    var pod = pods("clever").getFirst();
    assertThat(pod.getSpec().getContainers().getFirst().getResources().getLimits())
        .containsKey(GPU);
    Web.awaitWords(PROJECT.agent("clever").get().getStatus().url(), "seen", SOON);
  }

  @Test
  @Order(4)
  void anAgentThatNobodyAsksSleepsAndTheNextRequestsWaitUntilItIsAwake() {
    PROJECT.apply("sleepy", program("awake", "sleep: {afterIdleSeconds: 10}"));
    PROJECT.awaitReason("sleepy", "Ready", "Running", SOON);
    var url = PROJECT.agent("sleepy").get().getStatus().url();
    Web.awaitWords(url, "awake", SOON);

    assertThat(PROJECT.awaitReason("sleepy", "Ready", "Sleeping", SOON).getStatus())
        .isEqualTo("True");
    TestCluster.await(SOON).until(() -> pods("sleepy").isEmpty());

    Load.Result result;
    try (var load = Load.on(url, 10)) {
      TestCluster.await(SOON).until(() -> load.answersWith("awake") > 20);
      result = load.stop();
    }
    assertThat(result.failures()).isEmpty();
    assertThat(result.answers()).containsExactly(Map.entry("awake", result.sent()));
    PROJECT.awaitReason("sleepy", "Ready", "Running", SOON);
  }

  @Test
  @Order(5)
  void theActivatorCannotWriteIntoTheLeasesOfOthers() {
    var config = new ConfigBuilder(TestCluster.client().getConfiguration()).build();
    config.setImpersonateUsername("system:serviceaccount:mandala-system:mandala-activator");
    try (var activator = new KubernetesClientBuilder().withConfig(config).build()) {
      var report = "{\"spec\":{\"renewTime\":\"2026-01-01T00:00:00.000000Z\"}}";
      var leader = activator.leases().inNamespace(TestCluster.SYSTEM).withName("mandala-operator");
      assertThat(leader.get()).isNotNull();

      assertThatThrownBy(() -> leader.patch(PatchContext.of(PatchType.JSON_MERGE), report))
          .hasMessageContaining("the activator may write into the Leases of agents alone");

      var ours = activator.leases().inNamespace(PROJECT.namespace()).withName("sleepy");
      assertThatThrownBy(
              () ->
                  ours.patch(
                      PatchContext.of(PatchType.JSON_MERGE),
                      "{\"metadata\":{\"annotations\":{\"mandala.network/hosts\":\"evil.example\"}}}"))
          .hasMessageContaining("and nothing else");
      assertThat(ours.patch(PatchContext.of(PatchType.JSON_MERGE), report)).isNotNull();
    }
  }

  private static String program(String words, String scaling) {
    return PROGRAM.formatted("", words, scaling);
  }

  private static List<Pod> pods(String agent) {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", agent)
        .list()
        .getItems();
  }

  /** What a device plugin announces; there is no device behind it. */
  private static void setGpus(String number) {
    var nodes = TestCluster.client().nodes();
    var node = nodes.list().getItems().getFirst().getMetadata().getName();
    nodes
        .withName(node)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"capacity\":{\"%s\":%s},\"allocatable\":{\"%s\":%s}}}"
                .formatted(GPU, number, GPU, number));
  }
}
