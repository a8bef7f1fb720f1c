package network.mandala.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.BridgeProcess;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.config.BridgeSecrets;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.cli.Main;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands, with a key file alone, at a whole node: a real API server, a real database. */
class RemoteCommandsTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @TempDir static Path folder;
  private static BridgeProcess node;
  private static Path mine;
  private static Path another;
  private static Path third;

  /** How a command ended. */
  private record Result(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() throws IOException {
    var file = folder.resolve("bridge.yaml");
    Files.writeString(
        file,
        "{http: {host: 127.0.0.1, port: 0, drain: 0s}, health: {port: 0}, domain: node.test}");
    node =
        BridgeProcess.create(
            BridgeConfig.load(file, Map.of()),
            new BridgeSecrets(
                WalletKey.parse("11".repeat(32)),
                SessionKeys.parse("ab".repeat(32)),
                mysql.settings()),
            new KubernetesClientBuilder().withConfig(api.config()).build(),
            Clock.systemUTC());
    node.start();
    mine = keyFile("72");
    another = keyFile("73");
    third = keyFile("74");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aProjectIsMadeShownSharedAndDeletedWithAKeyFileAlone() throws JsonProcessingException {
    var id = json(run(mine, "project", "create", "cheese", "--wait=false")).at("/metadata/name");

    assertThat(json(run(mine, "project", "create", "cheese", "--wait=false")).at("/metadata/name"))
        .as("asked for again")
        .isEqualTo(id);
    assertThat(json(run(mine, "project", "list")).findValuesAsText("displayName"))
        .containsExactly("cheese");
    assertThat(json(run(mine, "project", "get", "cheese")).at("/metadata/name")).isEqualTo(id);
    assertThat(run(another, "project", "get", id.textValue()).err())
        .contains("the node refused (403)", "is not an owner, admin or viewer");
    var them = WalletKey.parse("73".repeat(32)).publicKey().hex();
    json(run(mine, "project", "admin", "add", "cheese", them, "--role", "viewer"));
    assertThat(json(run(mine, "project", "admin", "list", "cheese")).findValuesAsText("role"))
        .containsExactly("owner", "viewer");
    json(run(mine, "project", "admin", "remove", "cheese", them));
    assertThat(json(run(mine, "agent", "list", "--project", "cheese"))).isEmpty();
    assertThat(run(mine, "agent", "status", "hello", "--project", "cheese").err())
        .contains("there is no agent hello in project cheese");
    assertThat(json(run(mine, "ledger", "show", "cheese")).at("/balanceSatoshis").intValue())
        .isZero();
    assertThat(json(run(mine, "ledger", "entries", "cheese"))).isEmpty();
    assertThat(run(another, "project", "delete", id.textValue()).err()).contains("(403)");
    assertThat(run(mine, "project", "delete", "cheese").exitCode()).isZero();
    assertThat(json(run(mine, "project", "list"))).isEmpty();
  }

  @Test
  void anAgentGoesBackShowsItsBuildAndIsDeleted() throws JsonProcessingException {
    var id = json(run(third, "project", "create", "bread", "--wait=false")).at("/metadata/name");
    var namespace = "mandala-project-" + id.textValue();
    anAgent(id.textValue(), namespace);

    assertThat(run(third, "agent", "build-log", "hello", "--project", "bread").err())
        .contains("No build of agent hello has ended yet");
    var back = run(third, "agent", "rollback", "hello", "--project", "bread", "--timeout", "1s");
    assertThat(back.err())
        .contains("rolling back to r1", "the last thing seen: the release is being rolled out");
    assertThat(hello(namespace).getSpec().release()).isEqualTo("r1");
    assertThat(run(third, "agent", "rollback", "hello", "--project", "bread", "--to", "r7").err())
        .contains("there is no release r7 of agent hello; there are: r2, r1");
    // Here nothing collects what is deleted: it waits for its pods for ever.
    assertThat(
            run(third, "agent", "delete", "hello", "--project", "bread", "--timeout", "1s").err())
        .contains("deleting agent hello of project bread", "it is being deleted");
    assertThat(hello(namespace).isMarkedForDeletion()).isTrue();
    api.client()
        .resources(Agent.class)
        .inNamespace(namespace)
        .withName("hello")
        .edit(
            gone -> {
              gone.getMetadata().setFinalizers(List.of());
              return gone;
            });
    assertThat(run(third, "agent", "delete", "hello", "--project", "bread").err())
        .contains("there is no agent hello in project bread");
  }

  /** As the operator leaves it, with two releases. */
  private static void anAgent(String project, String namespace) {
    api.client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    var resource = api.client().resources(Project.class).withName(project).get();
    resource.setStatus(new ProjectStatus(1L, project, namespace, null, null, null, List.of()));
    api.client().resource(resource).updateStatus();
    var agent = new Agent();
    agent.setMetadata(new ObjectMetaBuilder().withName("hello").withNamespace(namespace).build());
    agent.setSpec(
        Serialization.unmarshal(
            "{\"source\":{\"image\":\"registry.test/hello\"}}", AgentSpec.class));
    var created = api.client().resource(agent).create();
    created.setStatus(
        Serialization.unmarshal(
            "{\"release\":\"r2\",\"releases\":[{\"id\":\"r2\",\"image\":\"i\",\"state\":\"Active\"},"
                + "{\"id\":\"r1\",\"image\":\"i\",\"state\":\"Superseded\"}]}",
            AgentStatus.class));
    api.client().resource(created).updateStatus();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> run(third, "agent", "status", "hello", "--project", "bread").exitCode() == 0);
  }

  private static Agent hello(String namespace) {
    return api.client().resources(Agent.class).inNamespace(namespace).withName("hello").get();
  }

  @Test
  void whatANodeDoesNotOfferIsSaidInWords() {
    assertThat(run(mine, "project", "create", "rich", "--cpu", "64").err())
        .contains("is said by the provider of the node");
    assertThat(run(mine, "project", "get", "nothing").err())
        .contains("there is no project nothing of your key");
    assertThat(run(mine, "project", "list", "--kubeconfig", mine.toString()).err())
        .contains("name one of them");
    assertThat(run(folder.resolve("none"), "project", "list").err())
        .contains("mandala login --remote " + url());
  }

  private static String url() {
    return "http://127.0.0.1:" + node.port();
  }

  private static Path keyFile(String digits) throws IOException {
    var file = folder.resolve("key-" + digits);
    Files.writeString(file, digits.repeat(32) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Result run(Path key, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--remote", url(), "--key-file", key.toString(), "--output", "json"));
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Result(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  private static JsonNode json(Result result) throws JsonProcessingException {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }
}
