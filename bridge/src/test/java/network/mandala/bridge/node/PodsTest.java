package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.PodLabels;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Status, restart and output of what runs, as a client sees them. */
class PodsTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Person owner;
  private static Person other;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = node.person("22");
    other = node.person("33");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void showsThePodsThatServe() {
    var id = projectWithNamespace("pods-of-one");
    pod("pods-of-one", "agent-1", PodLabels.COMPONENT_AGENT);
    pod("pods-of-one", "build-1", PodLabels.COMPONENT_BUILD);
    pod("pods-of-one", "agent-mysql-0", PodLabels.COMPONENT_DATABASE);

    var pods = owner.call("/project/" + id + "/admin/status", "{}", 200);

    assertThat(pods.toString())
        .isEqualTo(
            "{\"pods\":[{\"name\":\"agent-1\",\"phase\":\"Running\",\"ready\":true,"
                + "\"containers\":[\"main\"],\"restartCount\":3},"
                + "{\"name\":\"agent-mysql-0\",\"phase\":\"Running\",\"ready\":true,"
                + "\"containers\":[\"main\"],\"restartCount\":3}]}");
  }

  @Test
  void hasNoPodsBeforeThereIsANamespace() {
    var id = owner.createProject();

    assertThat(owner.call("/project/" + id + "/admin/status", "{}", 200).toString())
        .isEqualTo("{\"pods\":[]}");
  }

  @Test
  void restartsWithoutANewRelease() {
    var id = projectWithNamespace("restarts");
    agent("restarts", "agent", false);
    agent("restarts", "asleep", true);
    var before = Instant.now();

    assertThat(owner.call("/project/" + id + "/admin/restart", "{}", 200).toString())
        .isEqualTo("{\"message\":\"Agent restart initiated\"}");

    var restarted = get("restarts", "agent");
    assertThat(Instant.parse(restarted.getSpec().restartedAt())).isAfterOrEqualTo(before);
    assertThat(restarted.getMetadata().getManagedFields())
        .anyMatch(
            field ->
                field.getManager().equals("mandala-bridge")
                    && field.getFieldsV1().toString().contains("restartedAt"));
    assertThat(get("restarts", "asleep").getSpec().restartedAt()).isNull();
    assertThat(owner.call("/project/" + id + "/logs/project", "{}", 200).path("logs").textValue())
        .endsWith("] Agent restart initiated");
  }

  @Test
  void restartsNothingWhereNothingIs() {
    var id = owner.createProject();

    assertThat(owner.call("/project/" + id + "/admin/restart", "{}", 409).path("error").asText())
        .isEqualTo("Failed to restart agent");
  }

  @Test
  void saysWhatIsWrongWithARequestForALog() {
    var id = projectWithNamespace("log-requests");
    var path = "/project/" + id + "/logs/resource/";

    assertThat(error(path + "kube-system", "{}", 400)).isEqualTo("Invalid resource type");
    assertThat(error(path + "..%2Fagent", "{}", 400)).isEqualTo("Invalid resource type");
    assertThat(error(path + "agent", "{\"since\":\"99y\"}", 400)).isEqualTo("Invalid time period");
    assertThat(error(path + "agent", "{\"level\":\"x\"}", 400)).isEqualTo("Invalid log level");
    assertThat(error(path + "backend", "{\"tail\":-7}", 404))
        .isEqualTo("No backend pods found, are things finished deploying?");
    assertThat(error(path + "redis", "{}", 404)).isEqualTo("No logs found for redis");
    assertThat(error(path + "mysql", "{}", 404))
        .isEqualTo("No logs found for mysql, does your project have it and is it deployed?");
  }

  /** A pod of another project is nobody's to see, whatever is asked. */
  @Test
  void keepsProjectsApart() {
    var mine = projectWithNamespace("apart-mine");
    pod("apart-mine", "agent-1", PodLabels.COMPONENT_AGENT);
    var theirs = other.createProject();
    node.give(theirs, "apart-theirs");

    for (var path : new String[] {"admin/status", "admin/restart", "logs/resource/agent"}) {
      assertThat(other.call("/project/" + mine + "/" + path, "{}", 403).toString())
          .isEqualTo("{\"error\":\"User not admin\"}");
    }
    assertThat(other.call("/project/" + theirs + "/admin/status", "{}", 200).toString())
        .isEqualTo("{\"pods\":[]}");
    other.call("/project/" + theirs + "/logs/resource/agent", "{}", 404);
  }

  private static String error(String path, String body, int status) {
    return owner.call(path, body, status).path("error").asText();
  }

  private static String projectWithNamespace(String namespace) {
    var id = owner.createProject();
    node.give(id, namespace);
    // The bridge reads projects from its cache.
    await()
        .untilAsserted(
            () ->
                assertThat(
                        api.client()
                            .resources(network.mandala.crds.project.Project.class)
                            .withName(id)
                            .get()
                            .getStatus()
                            .namespace())
                    .isEqualTo(namespace));
    return id;
  }

  private static void agent(String namespace, String name, boolean suspend) {
    var agent =
        io.fabric8.kubernetes.client.utils.Serialization.unmarshal(
            """
            apiVersion: mandala.network/v1alpha1
            kind: Agent
            spec:
              source:
                image: registry.test/a@sha256:%s
              suspend: %s
            """
                .formatted("0".repeat(64), suspend),
            Agent.class);
    agent.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    api.client().resource(agent).create();
  }

  private static Agent get(String namespace, String name) {
    return api.client().resources(Agent.class).inNamespace(namespace).withName(name).get();
  }

  private static void pod(String namespace, String name, String component) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of(PodLabels.AGENT, "agent", PodLabels.COMPONENT, component))
            .endMetadata()
            .withNewSpec()
            .withAutomountServiceAccountToken(false)
            .addNewContainer()
            .withName("main")
            .withImage("registry.test/a")
            .endContainer()
            .endSpec()
            .build();
    var created = api.client().resource(pod).create();
    created.setStatus(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Running")
            .withContainerStatuses(
                new ContainerStatusBuilder()
                    .withName("main")
                    .withImage("registry.test/a")
                    .withImageID("")
                    .withReady(true)
                    .withRestartCount(3)
                    .withNewState()
                    .withNewRunning()
                    .endRunning()
                    .endState()
                    .build())
            .endStatus()
            .build()
            .getStatus());
    api.client().resource(created).updateStatus();
  }
}
