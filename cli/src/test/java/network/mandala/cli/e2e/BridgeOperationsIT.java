package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import network.mandala.bridge.testing.RawClient;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a tenant with a key does with what runs: look at it, start it anew, and end it. */
@ResourceLock(value = TestCluster.BRIDGE, mode = ResourceAccessMode.READ)
@TestMethodOrder(OrderAnnotation.class)
class BridgeOperationsIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(60);

  private static RawClient tenant;
  private static String project;

  @BeforeAll
  static void runAnAgent() throws IOException {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    var config =
        TestCluster.client()
            .configMaps()
            .inNamespace(TestCluster.SYSTEM)
            .withName("mandala-bridge")
            .require();
    var url = new YAMLMapper().readTree(config.getData().get("bridge.yaml")).path("url").asText();
    tenant = new RawClient(WalletKey.parse(HexFormat.of().formatHex(bytes)), url).shakeHands();
    call("/register", "{}", 200);
    project = call("/project/create", "{\"name\":\"operations\"}", 200).path("projectId").asText();
    TestCluster.await(SOON)
        .until(
            () -> TestCluster.client().resources(Project.class).withName(project).get(),
            made -> made.getStatus() != null && made.getStatus().balance() != null);
    CommandLine.mandala(
            "agent",
            "push",
            Sources.example("hello-node").toString(),
            "--project",
            project,
            "--name",
            "agent")
        .ok();
  }

  @AfterAll
  static void leaveNothing() {
    if (project != null) {
      TestCluster.client().resources(Project.class).withName(project).delete();
    }
  }

  @Test
  @Order(1)
  void theTenantSeesThePods() {
    var pods = inProject("/admin/status", "{}", 200).path("pods");

    assertThat(pods).isNotEmpty();
    assertThat(pods.get(0).path("phase").asText()).isEqualTo("Running");
    assertThat(pods.get(0).path("ready").asBoolean()).isTrue();
    assertThat(pods.get(0).path("containers").toString()).isEqualTo("[\"agent\"]");
    assertThat(inProject("/health", "{}", 200).path("ready").asBoolean()).isTrue();
  }

  @Test
  @Order(2)
  void theTenantReadsTheOutput() {
    for (var word : List.of("agent", "backend")) {
      var log = inProject("/logs/resource/" + word, "{\"tail\":5,\"since\":\"1d\"}", 200);

      assertThat(log.path("resource").asText()).isEqualTo(word);
      assertThat(log.path("logs").asText()).contains("listening on port 8080");
      assertThat(log.at("/metadata/tail").asInt()).isEqualTo(5);
    }
    assertThat(
            inProject("/logs/resource/agent", "{\"level\":\"error\"}", 200).path("logs").asText())
        .isEmpty();
    assertThat(inProject("/logs/resource/mysql", "{}", 404).path("error").asText())
        .isEqualTo("No logs found for mysql, does your project have it and is it deployed?");
    assertThat(inProject("/logs/project", "{}", 200).path("logs").asText())
        .contains("] Project created");
  }

  @Test
  @Order(3)
  void theTenantSeesWhatWasPaid() {
    var records = inProject("/billing/stats", "{\"type\":\"credit\"}", 200).path("records");

    assertThat(records).isNotEmpty();
    assertThat(records.get(records.size() - 1).at("/metadata/kind").asText()).isEqualTo("welcome");
    assertThat(call("/project/list", "{}", 200).at("/projects/0/id").asText()).isEqualTo(project);
  }

  @Test
  @Order(4)
  void aRestartReplacesThePodsAndBuildsNothing() {
    var before = agent();
    var pod = inProject("/admin/status", "{}", 200).at("/pods/0/name").asText();

    assertThat(inProject("/admin/restart", "{}", 200).path("message").asText())
        .isEqualTo("Agent restart initiated");

    TestCluster.await(LONG)
        .until(
            () -> inProject("/admin/status", "{}", 200).path("pods"),
            pods ->
                pods.size() == 1
                    && !pods.get(0).path("name").asText().equals(pod)
                    && pods.get(0).path("ready").asBoolean());
    assertThat(agent().getStatus().image()).isEqualTo(before.getStatus().image());
    assertThat(agent().getStatus().releases()).hasSameSizeAs(before.getStatus().releases());
  }

  @Test
  @Order(5)
  void deletingLeavesNothing() {
    var reply = tenant.send(tenant.post("/api/v1/project/" + project + "/delete", "{}"));

    assertThat(reply.status()).as(reply.toString()).isIn(200, 202);
    TestCluster.await(LONG)
        .until(() -> call("/project/list", "{}", 200).path("projects"), JsonNode::isEmpty);
    assertThat(
            isThere(TestCluster.client().namespaces().withName("mandala-project-" + project).get()))
        .isFalse();
    assertThat(isThere(TestCluster.client().resources(Project.class).withName(project).get()))
        .isFalse();
    assertThat(inProject("/info", "{}", 404).path("error").asText()).isEqualTo("Project not found");
  }

  private static boolean isThere(HasMetadata resource) {
    return resource != null;
  }

  private static Agent agent() {
    return TestCluster.client()
        .resources(Agent.class)
        .inNamespace("mandala-project-" + project)
        .withName("agent")
        .require();
  }

  private static JsonNode inProject(String path, String body, int status) {
    return call("/project/" + project + path, body, status);
  }

  private static JsonNode call(String path, String body, int status) {
    var answer = tenant.send(tenant.post("/api/v1" + path, body));
    assertThat(answer.status()).as(path + ": " + answer).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    return answer.body();
  }
}
