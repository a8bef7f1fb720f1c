package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Keys of projects as a client sees them (section 6, 8.18), and secrets that an owner may reveal.
 */
class ProjectKeysTest {
  private static final String KEY = "5".repeat(64);
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Person owner;
  private static Person admin;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = node.person("6");
    admin = node.person("7");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aProjectIsMadeWithItsKey() throws Exception {
    var caller = node.person("8a");
    var made =
        CompletableFuture.supplyAsync(
            () -> caller.call("/project/create", "{\"privateKey\":\"" + KEY + "\"}", 200));
    var id = await().atMost(LONG).until(() -> newest(caller), found -> !found.isEmpty());
    node.give(id, "mandala-project-" + id);

    assertThat(made.get().path("projectId").textValue()).isEqualTo(id);
    assertThat(text(secret(id), "SERVER_PRIVATE_KEY")).isEqualTo(KEY);
    assertThat(text(secret(id), "NETWORK")).isEqualTo("mainnet");
    assertThat(secret(id).getImmutable()).isTrue();
    assertThat(caller.call("/project/" + id + "/info", "{}", 200).toString())
        .contains("\"requiresBlockchainFunding\":0")
        .doesNotContain(KEY);
  }

  @Test
  void fundingIsSwitchedOnWithANewKeyAndOff() {
    var id = project();
    var path = "/project/" + id;

    owner.call(path + "/settings/update", "{\"requiresBlockchainFunding\":true}", 200);

    var key = WalletKey.parse(text(secret(id), "SERVER_PRIVATE_KEY"));
    await().atMost(LONG).untilAsserted(() -> assertThat(isFunded(path)).isOne());
    assertThat(requested(id)).isEqualTo(key.publicKey().hex());
    owner.call(path + "/settings/update", "{\"requiresBlockchainFunding\":1}", 200);
    assertThat(requested(id)).isEqualTo(key.publicKey().hex());
    owner.call(path + "/settings/update", "{\"requiresBlockchainFunding\":false}", 200);
    await().atMost(LONG).untilAsserted(() -> assertThat(isFunded(path)).isZero());
    assertThat(text(secret(id), "SERVER_PRIVATE_KEY")).isEqualTo(key.exportHex());
    owner.call(path + "/settings/update", "{\"requiresBlockchainFunding\":\"yes\"}", 400);
  }

  @Test
  void onlyAnOwnerRevealsSecretsAndAViewerNeverSeesThem_18() {
    var id = project();
    var path = "/project/" + id;
    owner.call(path + "/addAdmin", "{\"identityKeyOrEmail\":\"" + admin.key() + "\"}", 200);
    owner.call(path + "/agent/config", "{\"config\":{\"AGENT_PRIVATE_KEY\":\"" + KEY + "\"}}", 200);
    assertThat(shown(owner, path)).isEqualTo("***");

    admin.call(path + "/settings/update", "{\"revealSecrets\":true}", 403);
    await().atMost(LONG).untilAsserted(() -> assertThat(shown(admin, path)).isEqualTo("***"));
    assertThat(
            owner
                .call(path + "/settings/update", "{\"revealSecrets\":true}", 200)
                .at("/agentConfig/AGENT_PRIVATE_KEY")
                .textValue())
        .isEqualTo(KEY);

    await().atMost(LONG).untilAsserted(() -> assertThat(shown(owner, path)).isEqualTo(KEY));
    assertThat(shown(admin, path)).isEqualTo(KEY);
    var resource = api.client().resources(Project.class).withName(id);
    resource.edit(
        project -> {
          project.setSpec(viewed(project.getSpec()));
          return project;
        });
    await().atMost(LONG).untilAsserted(() -> assertThat(shown(admin, path)).isEqualTo("***"));
  }

  /** The admin is a viewer. */
  private static ProjectSpec viewed(ProjectSpec spec) {
    return new ProjectSpec(
        spec.displayName(),
        spec.network(),
        List.of(new Admin(owner.key(), Role.OWNER), new Admin(admin.key(), Role.VIEWER)),
        spec.quota(),
        spec.funding(),
        spec.isolation(),
        spec.trustedSigners(),
        spec.bridge());
  }

  private static String project() {
    var id = owner.createProject();
    node.give(id, "mandala-project-" + id);
    await()
        .atMost(LONG)
        .until(() -> owner.post("/project/" + id + "/settings/update", "{}").status() == 200);
    return id;
  }

  private static int isFunded(String path) {
    return owner.call(path + "/info", "{}", 200).path("requiresBlockchainFunding").intValue();
  }

  private static String shown(Person person, String path) {
    return person.call(path + "/info", "{}", 200).at("/agentConfig/AGENT_PRIVATE_KEY").textValue();
  }

  private static String newest(Person person) {
    return api.client().resources(Project.class).list().getItems().stream()
        .filter(
            project ->
                project.getSpec().admins().stream()
                    .anyMatch(entry -> entry.identityKey().equals(person.key())))
        .filter(project -> project.getStatus() == null)
        .map(project -> project.getMetadata().getName())
        .findFirst()
        .orElse("");
  }

  private static Secret secret(String id) {
    return api.client()
        .secrets()
        .inNamespace("mandala-project-" + id)
        .withName("mandala-bridge-key")
        .require();
  }

  private static String text(Secret secret, String name) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(name)), StandardCharsets.UTF_8);
  }

  private static String requested(String id) {
    return mysql
        .ledger()
        .database()
        .read(
            tx ->
                tx.createQuery("select public_key from bridge_funding where project_id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
  }
}
