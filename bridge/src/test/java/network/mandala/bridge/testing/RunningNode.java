package network.mandala.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.BridgeProcess;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.config.BridgeSecrets;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;

/** All routes, on a real API server and a real database; what the operator does, a test does. */
public final class RunningNode implements AutoCloseable {
  private static final WalletKey NODE = WalletKey.parse("11".repeat(32));

  private final KubernetesClient client;
  private final MySqlServer mysql;
  private final BridgeProcess process;

  private RunningNode(ApiServer api, MySqlServer mysql, BridgeProcess process) {
    this.client = api.client();
    this.mysql = mysql;
    this.process = process;
  }

  public static RunningNode start(ApiServer api, MySqlServer mysql) {
    return start(api, mysql, Map.of());
  }

  /**
   * Starts it.
   *
   * @param more configuration, by the names of variables without their prefix
   */
  public static RunningNode start(ApiServer api, MySqlServer mysql, Map<String, String> more) {
    try {
      var file = Files.createTempFile("bridge", ".yaml");
      Files.writeString(
          file,
          "{http: {host: 127.0.0.1, port: 0, drain: 0s}, health: {port: 0}, project: {mostFree: 0}, domain: node.test,"
              + " upload: {folder: \""
              + Files.createTempDirectory("uploads")
              + "\"}}");
      var variables = new HashMap<String, String>();
      more.forEach((name, value) -> variables.put("MANDALA_CONFIG_" + name, value));
      var config = BridgeConfig.load(file, variables);
      Files.delete(file);
      var process =
          BridgeProcess.create(
              config,
              new BridgeSecrets(NODE, SessionKeys.parse("ab".repeat(32)), mysql.settings()),
              new KubernetesClientBuilder().withConfig(api.config()).build(),
              Clock.systemUTC());
      process.start();
      return new RunningNode(api, mysql, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + process.port();
  }

  public ProjectLogs logs() {
    return new JdbiProjectLogs(mysql.ledger().database(), Clock.systemUTC());
  }

  /** Somebody who has a session; registered. */
  public Person person(String keyDigits) {
    var person = stranger(keyDigits);
    person.call("/register", "{}", 200);
    return person;
  }

  /** Somebody who has a session. */
  public Person stranger(String keyDigits) {
    var key = WalletKey.parse(keyDigits.repeat(64 / keyDigits.length()));
    return new Person(key.publicKey().hex(), new RawClient(key, url()).shakeHands());
  }

  /** A caller. */
  public record Person(String key, RawClient client) {

    public JsonNode call(String path, String body, int status) {
      var answer = post(path, body);
      assertThat(answer.status()).as(path + ": " + answer).isEqualTo(status);
      assertThat(answer.signed()).as(path).isTrue();
      return answer.body();
    }

    public RawClient.Answer post(String path, String body) {
      return client.send(client.post("/api/v1" + path, body));
    }

    public String createProject() {
      return call("/project/create", "{}", 200).path("projectId").textValue();
    }
  }

  /** What the operator does with a new project, as far as the bridge sees it. */
  public Project give(String projectId, String namespace) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    var resource = client.resources(Project.class).withName(projectId);
    var project = resource.get();
    project.setStatus(
        new ProjectStatus(
            project.getMetadata().getGeneration(),
            projectId,
            namespace,
            null,
            null,
            null,
            List.of()));
    client.resource(project).updateStatus();
    return project;
  }

  @Override
  public void close() {
    process.close();
  }
}
