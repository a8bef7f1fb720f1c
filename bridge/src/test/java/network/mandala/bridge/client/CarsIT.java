package network.mandala.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import network.mandala.bridge.testing.BridgeProgram;
import network.mandala.bridge.testing.CarsCli;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.WalletStub;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The published {@code cars} of npm, unmodified, against the bridge as a process of its own: each
 * command that needs no running agent, by what it prints and by what is so afterwards. Its exit
 * code is 0 for whatever a node refuses.
 */
@Isolated("the wallet's port is the same everywhere")
class CarsIT {
  private static final Pattern RELEASE =
      Pattern.compile("✅ Release created\\. Release ID: ([0-9a-f]{32})");
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final WalletKey NODE = WalletKey.parse(BridgeProgram.NODE_KEY);
  private static final WalletKey FRIEND = WalletKey.parse("33".repeat(32));

  /** A name server that refuses at once. */
  private static final Map<String, ?> CONFIG =
      Map.of(
          "domains",
          Map.of("dns", Map.of("servers", List.of("127.0.0.1:1"))),
          "payments",
          Map.of("verifier", "trusted-test"));

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @TempDir static Path files;
  @TempDir Path folder;

  private static BridgeProgram bridge;
  private static WalletStub wallet;
  private static RawClient owner;

  private String project;
  private CarsCli cars;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
    bridge = BridgeProgram.start(files, api.kubeconfig(), mysql.settings(), CONFIG, List.of());
    wallet = WalletStub.start(OWNER);
    owner = new RawClient(OWNER, bridge.url()).shakeHands();
    register(owner);
    register(new RawClient(FRIEND, bridge.url()).shakeHands());
  }

  @AfterAll
  static void stop() {
    if (wallet != null) {
      wallet.close();
    }
    if (bridge != null) {
      bridge.close();
    }
  }

  @BeforeEach
  void aProject() throws IOException {
    var created =
        owner.send(
            owner.post("/api/v1/project/create", "{\"name\":\"Käse 🧀\",\"network\":\"testnet\"}"));
    assertThat(created.status()).as(created.toString()).isEqualTo(200);
    project = created.body().get("projectId").textValue();
    cars = CarsCli.in(folder, bridge.url(), project, "testnet");
  }

  @Test
  void projectLs() throws IOException {
    var run = cars.run("project", "ls", "0");

    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(run.said()).containsPattern(project + " +│ Käse 🧀 +│ 0\\.00000000 +│ \\d");
  }

  @Test
  void projectInfo() throws IOException {
    // It asks whether to pay, as the balance is low, and is told the end of input.
    var run = cars.run("project", "info", "0");

    assertThat(run.said())
        .contains("Project \"Käse 🧀\" (ID: " + project + ") Info:")
        .containsPattern("Network +│ testnet")
        .containsPattern("Balance +│ 0 ")
        .containsPattern("Online +│ No")
        .containsPattern("Current Deployment +│ None")
        .containsPattern("Backend Domain +│ None")
        .contains("Your balance is low");
  }

  @Test
  void aProjectThatIsNotThereHasNoAdmins() throws IOException {
    var strange = CarsCli.in(folder, bridge.url(), "0".repeat(32), "testnet");

    var run = strange.run("project", "list-admins", "0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.said()).doesNotContain(OWNER.publicKey().hex());
  }

  @Test
  void adminsComeAndGo() throws IOException {
    var friend = FRIEND.publicKey().hex();

    assertThat(cars.run("project", "add-admin", friend, "0").said()).contains("✅ Admin added");
    assertThat(admins())
        .containsExactly(
            new Admin(OWNER.publicKey().hex(), Role.OWNER), new Admin(friend, Role.ADMIN));
    assertThat(cars.run("project", "add-admin", friend, "0").said())
        .contains("✅ User is already an admin");
    assertThat(cars.run("project", "list-admins", "0").said())
        .contains(friend, OWNER.publicKey().hex(), "placeholder@domain.com")
        .doesNotContain("Invalid Date");
    assertThat(cars.run("project", "remove-admin", friend, "0").said()).contains("✅ Admin removed");
    assertThat(admins()).containsExactly(new Admin(OWNER.publicKey().hex(), Role.OWNER));
  }

  @Test
  void whatIsRefusedOfAdminsIsSaid() throws IOException {
    assertThat(cars.run("project", "add-admin", "02" + "55".repeat(32), "0").said())
        .contains("❌ Target user not registered");
    assertThat(cars.run("project", "remove-admin", OWNER.publicKey().hex(), "0").said())
        .contains("❌ Cannot remove last admin");
    assertThat(cars.run("project", "remove-admin", FRIEND.publicKey().hex(), "0").said())
        .contains("❌ User not an admin");
    assertThat(admins()).hasSize(1);
  }

  @Test
  void aNodeThatIsNotThereEndsWithAnError() throws IOException {
    var nowhere = CarsCli.in(folder, "http://127.0.0.1:1", project, "testnet");

    var run = nowhere.run("project", "list-admins", "0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.said()).contains("❌ Registration failed");
    assertThat(Files.exists(folder.resolve("deployment-info.json"))).isTrue();
  }

  @Test
  void projectLogs() throws IOException {
    assertThat(cars.run("project", "logs", "0").said())
        .containsPattern("Project Logs:\\R\\[.+ GMT.+\\] Project created");
  }

  @Test
  void whatIsNotThereIsNotShown() throws IOException {
    var logs = cars.run("project", "resource-logs", "0", "--resource", "backend");
    assertThat(logs.exitCode()).as(logs.said()).isZero();
    assertThat(logs.said()).doesNotContain("Logs:");
    assertThat(cars.run("project", "billing-stats", "0").said())
        .contains("No billing records found for specified filters.");
    assertThat(
            cars.run("project", "billing-stats", "0", "--type", "debit", "--start", "2026-01-01")
                .said())
        .contains("No billing records found for specified filters.");
  }

  @Test
  void aDomainThatIsNotProvedIsNotTaken() throws IOException {
    for (var kind : List.of("domain:frontend", "domain:backend")) {
      assertThat(cars.run("project", kind, "shop.example.com", "0").said())
          .contains("❌ Domain verification failed", "Error: No domain in response.");
    }
    assertThat(cars.run("project", "info", "0").said())
        .containsPattern("Frontend Domain +│ None")
        .containsPattern("Backend Domain +│ None");
  }

  @Test
  void whatOnlyOlderNodesHaveIsRefusedAndNotWaitedFor() throws IOException {
    var run = cars.run("project", "webui-config:set", "colour", "red", "0");

    assertThat(run.exitCode()).as(run.said()).isZero();
  }

  @Test
  void deletionIsForGood() throws IOException {
    assertThat(cars.run("project", "delete", "0", "--force").said()).contains("✅ Project deleted.");

    assertThat(api.client().resources(Project.class).withName(project).get()).isNull();
    assertThat(cars.run("project", "ls", "0").said()).doesNotContain(project);
  }

  @Test
  void withoutForceItAsksAndDeletesNothing() throws IOException {
    assertThat(cars.run("project", "delete", "0").said()).contains("Are you ABSOLUTELY SURE");

    assertThat(api.client().resources(Project.class).withName(project).get()).isNotNull();
  }

  @Test
  void globalInfo() throws IOException {
    assertThat(cars.run("global-info", "0").said())
        .contains("✅ Fetched global info:")
        .containsPattern(
            "Mainnet Public Key: \\{\\s+publicKey: '" + NODE.publicKey().hex() + "'\\s+\\}")
        .containsPattern("Testnet Public Key: \\{\\s+publicKey: '[0-9a-f]{66}'\\s+\\}")
        .containsPattern("CPU \\(per core\\) +│ \\d+ sat")
        .containsPattern("Memory \\(per GB\\) +│ \\d+ sat")
        .containsPattern("Disk \\(per GB\\) +│ \\d+ sat")
        .containsPattern("Network \\(per GB\\) +│ \\d+ sat")
        .containsPattern("Project Deployment Domain: \\S+")
        .doesNotContain("undefined");
  }

  @Test
  void aReleaseIsOpenedListedAndToldOf() throws IOException {
    assertThat(cars.run("project", "releases", "0").said()).contains("No releases found.");

    var opened = cars.run("release", "get-upload-url", "0").said();

    var release = RELEASE.matcher(opened);
    assertThat(release.find()).as(opened).isTrue();
    assertThat(opened)
        .contains("Upload URL: " + bridge.url() + "/api/v1/upload/" + release.group(1) + "/");
    assertThat(cars.run("project", "releases", "0").said())
        .contains(release.group(1))
        .doesNotContain("Invalid Date");
    assertThat(cars.run("release", "logs", release.group(1), "0").said())
        .containsPattern("Release Logs:\\R\\[.+ GMT.+\\] Deployment started");
  }

  @Test
  void anUploadWithoutABalanceSaysWhatIsMissing() throws IOException {
    Files.write(folder.resolve("cars_artifact_1.tgz"), new byte[100]);

    assertThat(cars.run("release", "now", "0").said())
        .contains(
            "❌ Artifact upload failed.",
            "Project balance must be at least 1 satoshi to upload a deployment. Current balance: 0");
  }

  @Test
  void anUploadToAnAddressThatIsNotOursIsRefused() throws IOException {
    Files.write(folder.resolve("a.tgz"), new byte[100]);
    var url = bridge.url() + "/api/v1/upload/" + "0".repeat(32) + "/" + "30".repeat(70);

    assertThat(cars.run("release", "upload-files", url, "a.tgz").said())
        .contains("❌ Artifact upload failed.", "Error from server: Invalid signature");
  }

  @Test
  void aTopUpIsCreditedOnce() throws IOException {
    theOperatorKnowsIt();

    var run = cars.run("project", "topup", "0", "--amount", "1000");

    assertThat(run.said()).contains("✅ Balance topped up by 1000 sats.");
    assertThat(wallet.nextPayment().satoshis()).isEqualTo(1000);
    assertThat(mysql.ledger().accounts().balance(project)).isEqualTo(Satoshis.of(1000));
    assertThat(cars.run("project", "billing-stats", "0").said())
        .containsPattern("credit +│ 1000\\.00000000 +│ 1000\\.00000000")
        .containsOnlyOnce("credit ");
  }

  /** What the operator does when it sees a project. */
  private void theOperatorKnowsIt() {
    var namespace = "mandala-project-" + project;
    api.client()
        .resources(Project.class)
        .withName(project)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"projectId\":\"%s\",\"namespace\":\"%s\"}}"
                .formatted(project, namespace));
    mysql
        .ledger()
        .projects()
        .register(
            new LedgerProject(
                project, project, namespace, "Käse", Network.TEST, List.of(), Contacts.NONE));
  }

  private List<Admin> admins() {
    return api.client().resources(Project.class).withName(project).get().getSpec().admins();
  }

  private static void register(RawClient client) {
    assertThat(client.send(client.post("/api/v1/register", "{}")).status()).isEqualTo(200);
  }
}
