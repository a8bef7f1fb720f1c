package network.mandala.bridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deployments and settings as a client sees them. */
class DeployEndpointsTest {
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
  void opensDeploymentsForAdminsAndListsThem() {
    var id = create("{}");
    var path = "/project/" + id;

    var first = call(owner, path + "/deploy", "{}", 200);
    var second = call(owner, path + "/deploy", "{}", 200);

    assertThat(first)
        .contains("\"message\":\"Deployment created\"")
        .matches(".*\"url\":\"http://localhost:7777/api/v1/upload/[0-9a-f]{32}/30[0-9a-f]+\".*");
    assertThat(call(owner, path + "/deploys/list", "{}", 200))
        .matches(
            "\\{\"deploys\":\\[\\{\"deployment_uuid\":\"%s\",\"created_at\":\"[^\"]+Z\"},.*%s.*"
                .formatted(deploymentId(second), deploymentId(first)));
    assertThat(call(other, path + "/deploy", "{}", 403))
        .isEqualTo("{\"error\":\"Not admin of project\"}");
    assertThat(call(owner, "/project/" + "0".repeat(32) + "/deploy", "{}", 404))
        .isEqualTo("{\"error\":\"Project not found\"}");
    assertThat(call(owner, path + "/logs/deployment/" + deploymentId(first), "{}", 200))
        .contains("Deployment started");
  }

  /** What older nodes take for a deployment that there is not. */
  @Test
  void aDeploymentWithoutLinesIsThere() {
    var id = create("{}");
    var deployment = deploymentId(call(owner, "/project/" + id + "/deploy", "{}", 200));
    node.logs().forget(id);

    assertThat(call(owner, "/project/" + id + "/logs/deployment/" + deployment, "{}", 200))
        .isEqualTo("{\"logs\":\"\"}");
    var another = create("{}");
    call(owner, "/project/" + another + "/logs/deployment/" + deployment, "{}", 404);
  }

  @Test
  void keepsTheLinksOfServicesAndShowsThem() {
    var path = "/project/" + create("{}");
    var links =
        "[{\"envVar\":\"API_URL\",\"url\":\"https://api.p.test\"},"
            + "{\"envVar\":\"B\",\"url\":\"http://b\"}]";

    assertThat(call(owner, path + "/info", "{}", 200))
        .contains("\"serviceName\":null,\"serviceLinks\":[]");
    assertThat(call(owner, path + "/service-links", "{\"links\":" + links + "}", 200))
        .contains("\"links\":" + links, "\"message\":\"Service links stored\"");
    assertThat(call(owner, path + "/info", "{}", 200)).contains("\"serviceLinks\":" + links);
    for (var bad :
        List.of(
            "{}",
            "[7]",
            "[{\"envVar\":\"1A\",\"url\":\"http://b\"}]",
            "[{\"envVar\":\"A\",\"url\":\"file:///etc\"}]",
            "[{\"envVar\":\"A\",\"url\":7}]",
            "null")) {
      assertThat(call(owner, path + "/service-links", "{\"links\":" + bad + "}", 400))
          .isEqualTo("{\"error\":\"links must be an array of { envVar, url }\"}");
    }
    call(owner, path + "/service-links", "{\"links\":[]}", 200);
    assertThat(call(owner, path + "/info", "{}", 200)).contains("\"serviceLinks\":[]");
    call(other, path + "/service-links", "{\"links\":[]}", 403);
  }

  @Test
  void refusesVariablesThatAreNone_29() {
    var id = create("{}");
    node.give(id, "mandala-project-" + id);
    await().until(() -> post(owner, "/project/" + id + "/settings/update", "{}").status() == 200);
    var path = "/project/" + id;

    for (var bad : List.of("{\"1A\":\"x\"}", "{\"A\":7}", "{\"A B\":\"\"}", "{\"A\":null}")) {
      call(owner, path + "/settings/update", "{\"env\":" + bad + "}", 400);
      call(owner, path + "/agent/config", "{\"config\":" + bad + "}", 400);
    }
    assertThat(call(owner, path + "/agent/config", "{\"config\":[]}", 400))
        .isEqualTo("{\"error\":\"Invalid config - must be an object\"}");
    assertThat(call(owner, path + "/agent/config", "{\"config\":{\"A\":\"1\",\"B\":\"2\"}}", 200))
        .isEqualTo("{\"message\":\"Agent config updated\"}");
    assertThat(call(owner, path + "/agent/config", "{\"config\":{\"A\":\"1\"}}", 200))
        .isEqualTo("{\"message\":\"Agent config updated\"}");
    assertThat(
            call(
                owner,
                path + "/settings/update",
                "{\"env\":{\"AGENT_PRIVATE_KEY\":\"x\",\"C\":\"3\"}}",
                200))
        .contains(
            "\"message\":\"Agent settings updated successfully\"",
            "\"A\":\"1\"",
            "\"C\":\"3\"",
            "\"AGENT_PRIVATE_KEY\":\"***\"")
        .doesNotContain("\"B\"");
    assertThat(call(owner, path + "/info", "{}", 200))
        .contains(
            "\"agentConfig\":{\"A\":\"1\",\"AGENT_PRIVATE_KEY\":\"***\",\"C\":\"3\"}",
            "\"engine_config\":\"{}\"");
  }

  private static String deploymentId(String reply) {
    return reply.replaceAll(".*\"deploymentId\":\"([0-9a-f]{32})\".*", "$1");
  }

  private static String create(String body) {
    return owner.call("/project/create", body, 200).path("projectId").textValue();
  }

  private static String call(Person who, String path, String body, int status) {
    return who.call(path, body, status).toString();
  }

  private static Answer post(Person who, String path, String body) {
    return who.post(path, body);
  }
}
