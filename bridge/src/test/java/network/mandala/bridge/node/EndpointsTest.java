package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The endpoints as a client sees them, on a real API server and a real database. */
class EndpointsTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static RawClient owner;
  private static RawClient other;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = client("22");
    other = client("33");
    assertThat(call(owner, "/register", "{}", 200)).contains("\"User registered\"");
    assertThat(call(other, "/register", "{}", 200)).contains("\"userCount\":2");
    assertThat(call(other, "/register", "{}", 200)).contains("\"userCount\":2");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void makesAProjectThatTheCallerOwns() {
    var id = create("{\"name\":\"Käse\",\"network\":\"testnet\"}");

    var project = api.client().resources(Project.class).withName(id).get();
    assertThat(project.getSpec().displayName()).isEqualTo("Käse");
    assertThat(project.getSpec().network()).isEqualTo(Network.TEST);
    assertThat(project.getSpec().admins())
        .singleElement()
        .satisfies(
            admin -> {
              assertThat(admin.identityKey()).isEqualTo(key("22"));
              assertThat(admin.role()).isEqualTo(Role.OWNER);
            });
    assertThat(call(owner, "/project/list", "{}", 200))
        .contains("\"id\":\"" + id + "\"", "\"network\":\"testnet\"", "\"balance\":\"0.00000000\"");
    assertThat(call(other, "/project/list", "{}", 200)).doesNotContain(id);
  }

  @Test
  void showsItToThoseWhoMayUseIt() {
    var id = create("{}");

    assertThat(call(owner, "/project/" + id + "/info", "{}", 200))
        .contains(
            "\"network\":\"mainnet\"",
            "\"online\":false",
            "\"deploymentId\":null",
            "\"billing\":{\"balance\":0}",
            "\"backend\":null",
            "\"requiresBlockchainFunding\":0");
    assertThat(call(other, "/project/" + id + "/info", "{}", 403))
        .isEqualTo("{\"error\":\"User not admin\"}");
    assertThat(call(owner, "/project/" + "0".repeat(32) + "/info", "{}", 404))
        .isEqualTo("{\"error\":\"Project not found\"}");
    assertThat(call(owner, "/project/kube-system/info", "{}", 404))
        .isEqualTo("{\"error\":\"Project not found\"}");
    assertThat(call(client("44"), "/project/" + id + "/info", "{}", 401))
        .isEqualTo("{\"error\":\"User not registered\"}");
  }

  /** Fault 29 of the older nodes: the line was kept without its project, and never shown. */
  @Test
  void tellsThatTheProjectWasCreated_29() {
    var id = create("{}");

    assertThat(call(owner, "/project/" + id + "/logs/project", "{}", 200))
        .matches(
            "\\{\"logs\":\"\\[\\w{3} \\w{3} \\d\\d \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\+0000"
                + " \\(Coordinated Universal Time\\)\\] Project created\"\\}");
    assertThat(call(other, "/project/" + id + "/logs/project", "{}", 403))
        .isEqualTo("{\"error\":\"User not admin\"}");
  }

  @Test
  void showsTheLinesOfADeploymentToThoseOfItsProject() {
    var id = create("{}");
    var deployment = "d".repeat(32);
    node.logs().add(id, Optional.of(deployment), "Deployment created");
    var path = "/project/" + id + "/logs/deployment/";

    assertThat(call(owner, path + deployment, "{}", 200)).contains("] Deployment created\"}");
    assertThat(call(other, path + deployment, "{}", 403))
        .isEqualTo("{\"error\":\"Not admin of project\"}");
    for (var unknown : List.of("e".repeat(32), "x", "..%2F" + deployment, deployment + "%00")) {
      assertThat(call(owner, path + unknown, "{}", 404))
          .isEqualTo("{\"error\":\"Deploy not found\"}");
    }
    var another = create("{}");
    assertThat(call(owner, "/project/" + another + "/logs/deployment/" + deployment, "{}", 404))
        .isEqualTo("{\"error\":\"Deploy not found\"}");
  }

  @Test
  void addsAndRemovesAdmins() {
    var id = create("{}");
    var path = "/project/" + id;
    var them = "{\"identityKeyOrEmail\":\"" + key("33") + "\"}";
    var me = "{\"identityKeyOrEmail\":\"" + key("22") + "\"}";

    assertThat(call(owner, path + "/addAdmin", them, 200)).contains("Admin added");
    await()
        .untilAsserted(
            () ->
                assertThat(call(owner, path + "/addAdmin", them, 200))
                    .contains("User is already an admin"));
    await().untilAsserted(() -> call(other, path + "/admins/list", "{}", 200));
    assertThat(call(other, path + "/admins/list", "{}", 200)).contains(key("22"), key("33"));
    assertThat(call(other, path + "/removeAdmin", me, 400)).contains("Cannot remove last admin");
    assertThat(call(owner, path + "/removeAdmin", them, 200)).contains("Admin removed");
    assertThat(call(owner, path + "/removeAdmin", them, 400)).contains("User not an admin");
    assertThat(call(owner, path + "/removeAdmin", me, 400)).contains("Cannot remove last admin");
    for (var nobody : new String[] {key("55"), "placeholder@domain.com", "", "x"}) {
      assertThat(
              call(owner, path + "/addAdmin", "{\"identityKeyOrEmail\":\"" + nobody + "\"}", 400))
          .isEqualTo("{\"error\":\"Target user not registered\"}");
    }
  }

  @Test
  void refusesWhatIsNoProject() {
    assertThat(call(owner, "/project/create", "{\"privateKey\":\"x\"}", 400))
        .isEqualTo("{\"error\":\"Invalid private key\"}");
    assertThat(call(owner, "/project/create", "{\"privateKey\":7}", 400))
        .isEqualTo("{\"error\":\"Invalid private key\"}");
    call(owner, "/project/create", "{\"name\":\"" + "x".repeat(101) + "\"}", 400);
    assertThat(call(client("44"), "/project/create", "{}", 401))
        .isEqualTo("{\"error\":\"User not registered\"}");
  }

  private static String create(String body) {
    var reply = call(owner, "/project/create", body, 200);
    assertThat(reply).contains("\"message\":\"Project created\"");
    return reply.replaceAll(".*\"projectId\":\"([0-9a-f]{32})\".*", "$1");
  }

  private static String call(RawClient client, String path, String body, int status) {
    Answer answer = client.send(client.post("/api/v1" + path, body));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    return answer.body().toString();
  }

  private static RawClient client(String key) {
    return new RawClient(WalletKey.parse(key.repeat(32)), node.url()).shakeHands();
  }

  private static String key(String digits) {
    return WalletKey.parse(digits.repeat(32)).publicKey().hex();
  }
}
