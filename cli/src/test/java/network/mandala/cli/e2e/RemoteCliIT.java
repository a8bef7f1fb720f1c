package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.crds.project.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A tenant who has a key and no kubeconfig, from login to delete, at the node of this machine. */
@ResourceLock(value = TestCluster.BRIDGE, mode = ResourceAccessMode.READ)
@TestMethodOrder(OrderAnnotation.class)
class RemoteCliIT {
  private static final String NODE =
      System.getenv().getOrDefault("MANDALA_NODE", "http://localhost:7777");

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path home;
  @TempDir static Path others;

  private static String id;

  /** Only when a step before has failed is there anything left. */
  @AfterAll
  static void cleanUp() {
    if (id != null) {
      TestCluster.client().resources(Project.class).withName(id).delete();
    }
  }

  @Test
  @Order(1)
  void loginMakesAKeyThatOnlyItsOwnerReads() throws IOException {
    var login = json(remote(home, "login", "--remote", NODE));

    var key = home.resolve("mandala/key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(login.at("/identityKey").textValue()).matches("0[23][0-9a-f]{64}");
    var before = Files.readString(key);
    assertThat(json(remote(home, "login", "--remote", NODE)).at("/made").booleanValue()).isFalse();
    assertThat(key).hasContent(before);
  }

  @Test
  @Order(2)
  void aProjectIsMadeWithAKeyFileAlone() throws JsonProcessingException {
    var made = json(remote(home, "project", "create", "--remote", NODE, "demo"));

    id = made.at("/metadata/name").textValue();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(
            json(remote(home, "project", "create", "--remote", NODE, "demo"))
                .at("/metadata/name")
                .textValue())
        .as("asked for again")
        .isEqualTo(id);
    assertThat(remote(home, "project", "list", "--remote", NODE).ok()).contains(id, "demo");
  }

  @Test
  @Order(3)
  void aKeyWithoutARoleIsRefusedInWords() {
    assertThat(remote(others, "login", "--remote", NODE).exitCode()).isZero();

    assertThat(remote(others, "project", "get", "--remote", NODE, id).failed())
        .contains("(403)", "is not an owner, admin or viewer of project " + id);
    assertThat(remote(others, "project", "delete", "--remote", NODE, id).failed())
        .contains("(403)");
    assertThat(remote(others, "project", "get", "--remote", NODE, "demo").failed())
        .contains("there is no project demo of your key");
  }

  @Test
  @Order(4)
  void anExampleIsPushedToAUrlThatAnswers() throws JsonProcessingException {
    CommandLine.mandala("ledger", "credit", id, "100000", "--reason", "a test of remote commands")
        .ok();
    assertThat(
            json(remote(home, "ledger", "show", "--remote", NODE, "demo"))
                .at("/balanceSatoshis")
                .longValue())
        .isPositive();

    var pushed =
        remote(
            home,
            "agent",
            "push",
            Sources.example("hello-node").toString(),
            "--remote",
            NODE,
            "--project",
            "demo",
            "--name",
            "agent");

    var url = json(pushed).at("/status/url").textValue();
    assertThat(url).contains("://agent." + id + ".");
    Web.awaitWords(url, "Hello from hello-node!", SOON);
    assertThat(pushed.err()).contains("the node has taken the source");
  }

  @Test
  @Order(5)
  void itIsLookedAfterThroughTheNode() throws JsonProcessingException {
    assertThat(agent("status", "agent").at("/status/conditions")).isNotEmpty();
    assertThat(agent("releases", "agent")).hasSize(1);
    assertThat(agent("list")).hasSize(1);
    assertThat(agentCommand("logs", "agent").ok()).contains("listening on port 8080");
    agent("restart", "agent");
    assertThat(remote(home, "ledger", "entries", "--remote", NODE, "demo").ok())
        .contains("a test of remote commands");
  }

  @Test
  @Order(6)
  void nothingIsLeftOfADeletedProject() {
    remote(home, "project", "delete", "--remote", NODE, "demo").ok();

    assertThat(TestCluster.client().resources(Project.class).withName(id).get()).isNull();
    assertThat(TestCluster.client().namespaces().withName("mandala-project-" + id).get()).isNull();
    id = null;
  }

  private static JsonNode agent(String... arguments) throws JsonProcessingException {
    return json(agentCommand(arguments));
  }

  private static CommandLine.Result agentCommand(String... arguments) {
    var all = new ArrayList<>(List.of("agent"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--remote", NODE, "--project", "demo"));
    return remote(home, all.toArray(String[]::new));
  }

  /** Without a kubeconfig that anybody could find. */
  private static CommandLine.Result remote(Path config, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return CommandLine.mandala(
        Map.of(
            "XDG_CONFIG_HOME", config.toString(),
            "KUBECONFIG", "/nowhere",
            "MANDALA_STATE", "/nowhere"),
        all.toArray(String[]::new));
  }

  private static JsonNode json(CommandLine.Result result) throws JsonProcessingException {
    return new ObjectMapper().readTree(result.ok());
  }
}
