package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import network.mandala.bridge.testing.CarsCli;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.WalletStub;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The published {@code cars} of npm, unmodified, on the whole system: a tenant with a key alone
 * pays, deploys a program, reads what it says, and leaves.
 */
@ResourceLock(value = TestCluster.BRIDGE, mode = ResourceAccessMode.READ)
@TestMethodOrder(OrderAnnotation.class)
class CarsCliIT {
  private static final String NODE = "http://localhost:7777";
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration BUILT = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration GONE = Duration.ofMinutes(3);

  @TempDir static Path folder;

  private static WalletKey key;
  private static WalletStub wallet;
  private static RawClient owner;
  private static String project;
  private static String site;
  private static CarsCli cars;

  @BeforeAll
  static void aWalletAndAProject() throws IOException {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
    var secret = new byte[32];
    ThreadLocalRandom.current().nextBytes(secret);
    secret[0] = 1; // below the order of the curve
    key = WalletKey.parse(HexFormat.of().formatHex(secret));
    wallet = WalletStub.start(key);
    owner = new RawClient(key, NODE).shakeHands();
    assertThat(owner.send(owner.post("/api/v1/register", "{}")).status()).isEqualTo(200);
    var created =
        owner.send(
            owner.post(
                "/api/v1/project/create", "{\"name\":\"cars e2e\",\"network\":\"testnet\"}"));
    assertThat(created.status()).as(created.toString()).isEqualTo(200);
    project = created.body().get("projectId").textValue();
    cars = CarsCli.in(folder, NODE, project, "testnet");
    // The local node gives to it when the ledger knows it; what is paid is looked at below.
    TestCluster.await(READY)
        .until(() -> info().at("/billing/balance").longValue(), balance -> balance > 0);
  }

  @AfterAll
  static void leave() {
    if (wallet != null) {
      wallet.close();
    }
    if (site != null) {
      TestCluster.client().resources(Project.class).withName(site).delete();
    }
    if (project != null) {
      TestCluster.client().resources(Project.class).withName(project).delete();
    }
  }

  @Test
  @Order(1)
  void aTopUpIsCreditedOnce() throws IOException {
    assertThat(cars.run("project", "topup", "0", "--amount", "100000").said())
        .contains("✅ Balance topped up by 100000 sats.");

    assertThat(wallet.nextPayment().satoshis()).isEqualTo(100_000);
    assertThat(cars.run("project", "billing-stats", "0", "--type", "credit").said())
        .containsPattern("credit +│ 100000\\.00000000 +│")
        .containsOnlyOnce("top_up");
    // Beside what the local node gives to each new project.
    TestCluster.await(SOON)
        .until(() -> info().at("/billing/balance").longValue(), balance -> balance == 10_100_000L);
  }

  @Test
  @Order(2)
  void aHandMadeArtifactEndsInAUrlThatAnswers() throws IOException, InterruptedException {
    artifact();

    assertThat(cars.run("release", "now", "0").said())
        .contains("✅ Artifact uploaded successfully.");

    TestCluster.await(BUILT)
        .until(() -> info().at("/status/online").booleanValue(), Boolean.TRUE::equals);
    var agent =
        TestCluster.client()
            .resources(Agent.class)
            .inNamespace("mandala-project-" + project)
            .withName("agent")
            .get();
    Web.awaitWords(agent.getStatus().url(), "Hello from cars", SOON);
    assertThat(cars.run("project", "info", "0").said())
        .containsPattern("Online +│ Yes")
        .contains("agent." + project + ".");
  }

  @Test
  @Order(3)
  void releasesAndLogsAreShown() throws IOException {
    var release = info().at("/status/deploymentId").textValue();

    assertThat(cars.run("project", "releases", "0").said()).contains(release);
    TestCluster.await(SOON)
        .until(
            () -> cars.run("release", "logs", release, "0").said(),
            said -> said.contains("Rolled out"));
    assertThat(cars.run("release", "logs", release, "0").said())
        .contains(
            "Release Logs:", "Deployment started", "Upload accepted: sha256:", "Built: sha256:")
        .containsPattern("Rolled out: release r\\w+ answers at http")
        .containsOnlyOnce("Rolled out");
    assertThat(cars.run("project", "logs", "0").said())
        .contains("Project Logs:", "Project created");
    assertThat(cars.run("project", "resource-logs", "0", "--resource", "backend").said())
        .contains("Resource backend Logs:", "cars listens");
    assertThat(
            cars.run("project", "resource-logs", "0", "--resource", "backend", "--level", "error")
                .said())
        .doesNotContain("cars listens");
  }

  /**
   * The mandala program is in no package registry: its calls, in its order, with the published
   * AuthFetch that it is made of, and the fields that it reads.
   */
  @Test
  @Order(4)
  void theCallsOfTheMandalaProgram() throws IOException {
    try (var fetch = NodeProgram.start("auth-fetch.mjs", "@bsv/sdk", NODE, key.exportHex())) {
      assertThat(fetch.read().get("event").textValue()).isEqualTo("ready");
      // agent deploy, without another upload
      assertThat(call(fetch, "/register", "{}").get("message").textValue())
          .isEqualTo("User registered");
      var info = call(fetch, "/project/" + project + "/info", "{}");
      assertThat(info.at("/billing/balance").isNumber()).isTrue();
      assertThat(info.at("/status/domains/backend")).isEqualTo(info.at("/status/domains/agent"));
      assertThat(info.at("/requiresBlockchainFunding").intValue()).isZero();
      var deploy = call(fetch, "/project/" + project + "/deploy", "{}");
      assertThat(deploy.get("deploymentId").textValue()).matches("[0-9a-f]{32}");
      assertThat(deploy.get("url").textValue())
          .startsWith(NODE + "/api/v1/upload/" + deploy.get("deploymentId").textValue() + "/");
      // config set, config get
      var settings =
          call(
              fetch,
              "/project/" + project + "/settings/update",
              "{\"env\":{\"GREETING\":\"hi\",\"API_TOKEN\":\"s3cr3t\"}}");
      assertThat(settings.get("message").textValue())
          .isEqualTo("Agent settings updated successfully");
      assertThat(settings.at("/agentConfig/GREETING").textValue()).isEqualTo("hi");
      info = call(fetch, "/project/" + project + "/info", "{}");
      assertThat(info.at("/agentConfig/GREETING").textValue()).isEqualTo("hi");
      assertThat(info.toString()).doesNotContain("s3cr3t");
      // agent status, agent logs, agent billing
      var pods = call(fetch, "/project/" + project + "/admin/status", "{}").get("pods");
      assertThat(pods).isNotEmpty();
      assertThat(pods.get(0).get("phase").textValue()).isNotEmpty();
      assertThat(pods.get(0).get("ready").isBoolean()).isTrue();
      assertThat(pods.get(0).get("restartCount").isInt()).isTrue();
      var logs =
          call(
              fetch,
              "/project/" + project + "/logs/resource/agent",
              "{\"since\":\"1h\",\"tail\":100}");
      assertThat(logs.get("logs").isTextual()).isTrue();
      assertThat(logs.at("/metadata/tail").intValue()).isEqualTo(100);
      var records = call(fetch, "/project/" + project + "/billing/stats", "{}").get("records");
      assertThat(records).isNotEmpty();
      assertThat(records.get(0).get("amount_sats").textValue()).matches("\\d+\\.\\d{8}");
    }
  }

  private static JsonNode call(NodeProgram fetch, String path, String body) throws IOException {
    fetch.write(
        Map.of(
            "id",
            1,
            "method",
            "POST",
            "path",
            "/api/v1" + path,
            "headers",
            Map.of("content-type", "application/json"),
            "body",
            body));
    var answer = fetch.read();
    assertThat(answer.path("status").intValue()).as(path + ": " + answer).isEqualTo(200);
    return new ObjectMapper().readTree(answer.get("body").textValue());
  }

  @Test
  @Order(5)
  void aDomainThatIsNotProvedIsRefused() throws IOException {
    for (var kind : new String[] {"domain:frontend", "domain:backend"}) {
      assertThat(cars.run("project", kind, "cars-e2e.invalid", "0").said())
          .contains("❌ Domain verification failed");
    }
  }

  /**
   * With its own build: the pages of an app are served at the host that the older nodes give them.
   */
  @Test
  @Order(6)
  void whatCarsBuildMakesEndsInASiteThatAnswers() throws IOException {
    var fresh = owner.shakeHands();
    var created =
        fresh.send(
            fresh.post("/api/v1/project/create", "{\"name\":\"site\",\"network\":\"testnet\"}"));
    site = created.body().get("projectId").textValue();
    var app = CarsCli.ofSite(Files.createDirectory(folder.resolve("app")), NODE, site, "testnet");
    TestCluster.await(SOON)
        .until(() -> info(site).at("/billing/balance").longValue(), balance -> balance > 0);

    app.build();
    assertThat(app.run("release", "now", "0").said()).contains("✅ Artifact uploaded successfully.");

    TestCluster.await(BUILT)
        .until(() -> info(site).at("/status/online").booleanValue(), Boolean.TRUE::equals);
    var status =
        TestCluster.client()
            .resources(Agent.class)
            .inNamespace("mandala-project-" + site)
            .withName("agent")
            .get()
            .getStatus();
    assertThat(status.frontendUrl()).contains("frontend." + site + ".");
    Web.awaitWords(status.frontendUrl(), "made by cars", SOON);
    assertThat(info(site).at("/status/domains/frontend").textValue())
        .startsWith("frontend." + site + ".");
    TestCluster.await(SOON)
        .until(
            () ->
                app.run("release", "logs", info(site).at("/status/deploymentId").textValue(), "0")
                    .said(),
            said -> said.contains("Rolled out: release") && said.contains("its frontend at"));
  }

  @Test
  @Order(7)
  void deletionLeavesNothing() throws IOException {
    assertThat(cars.run("project", "delete", "0", "--force").said()).contains("✅ Project deleted.");

    // What takes longer than the answer waits goes on by itself.
    TestCluster.await(GONE)
        .until(() -> TestCluster.client().resources(Project.class).withName(project).get() == null);
    assertThat(TestCluster.client().namespaces().withName("mandala-project-" + project).get())
        .isNull();
    TestCluster.await(SOON)
        .until(() -> cars.run("project", "ls", "0").said(), said -> !said.contains(project));
  }

  private static JsonNode info() {
    return info(project);
  }

  private static JsonNode info(String id) {
    // A new handshake: the test may take longer than a session.
    var fresh = owner.shakeHands();
    return fresh.send(fresh.post("/api/v1/project/" + id + "/info", "{}")).body();
  }

  /** As a person would make it by hand. */
  private static void artifact() throws IOException, InterruptedException {
    var source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(
        source.resolve("agent-manifest.json"),
        """
        {"schema": "mandala-agent", "schemaVersion": "1.0", "agent": {"type": "custom", "runtime": "node"},
         "ports": [8080], "healthCheck": {"path": "/"}, "frontend": null,
         "deployments": [{"provider": "mandala", "projectID": "%s", "network": "testnet"}]}
        """
            .formatted(project));
    Files.writeString(
        source.resolve("package.json"), "{\"name\": \"cars\", \"main\": \"index.js\"}");
    Files.writeString(
        source.resolve("index.js"),
        """
        require('http').createServer((_, response) => response.end('Hello from cars'))
          .listen(8080, () => console.log('cars listens'))
        """);
    var file = folder.resolve("cars_artifact_1.tgz").toString();
    var tar = new ProcessBuilder("tar", "-czf", file, "-C", source.toString(), ".").start();
    assertThat(tar.waitFor()).isZero();
  }
}
