package network.mandala.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.testing.BridgeProgram;
import network.mandala.bridge.testing.CarsCli;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.WalletStub;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
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
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final WalletKey FRIEND = WalletKey.parse("33".repeat(32));

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
    bridge = BridgeProgram.start(files, api.kubeconfig(), mysql.settings(), Map.of(), List.of());
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

  private List<Admin> admins() {
    return api.client().resources(Project.class).withName(project).get().getSpec().admins();
  }

  private static void register(RawClient client) {
    assertThat(client.send(client.post("/api/v1/register", "{}")).status()).isEqualTo(200);
  }
}
