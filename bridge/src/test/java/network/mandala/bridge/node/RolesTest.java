package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: every route below a project, for every role. */
class RolesTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  /** The least role that may. */
  private record Rule(String path, Role least) {
    @Override
    public String toString() {
      return path + " from " + least;
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("/info", Role.VIEWER),
          new Rule("/admins/list", Role.VIEWER),
          new Rule("/logs/project", Role.VIEWER),
          new Rule("/logs/deployment/:deploymentId", Role.VIEWER),
          new Rule("/logs/resource/:resource", Role.VIEWER),
          new Rule("/admin/status", Role.VIEWER),
          new Rule("/health", Role.VIEWER),
          new Rule("/billing/stats", Role.VIEWER),
          new Rule("/deploys/list", Role.VIEWER),
          new Rule("/deploy", Role.ADMIN),
          new Rule("/agent/config", Role.ADMIN),
          new Rule("/settings/update", Role.ADMIN),
          new Rule("/service-links", Role.ADMIN),
          new Rule("/pay/quote", Role.VIEWER),
          new Rule("/pay", Role.ADMIN),
          new Rule("/addAdmin", Role.ADMIN),
          new Rule("/removeAdmin", Role.ADMIN),
          new Rule("/admin/restart", Role.ADMIN),
          new Rule("/webui/config", Role.ADMIN),
          new Rule("/admin/syncAdvertisements", Role.ADMIN),
          new Rule("/admin/startGASPSync", Role.ADMIN),
          new Rule("/admin/evictOutpoint", Role.ADMIN),
          new Rule("/domains/agent", Role.ADMIN),
          new Rule("/domains/backend", Role.ADMIN),
          new Rule("/domains/frontend", Role.ADMIN),
          new Rule("/domains/remove", Role.ADMIN),
          new Rule("/delete", Role.OWNER));

  private static RunningNode node;
  private static Person owner;
  private static Person admin;
  private static Person viewer;
  private static Person outsider;

  private String project;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = node.person("22");
    admin = node.person("33");
    viewer = node.person("44");
    outsider = node.person("55");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void makeAProject() {
    project = owner.createProject();
    api.client()
        .resources(Project.class)
        .withName(project)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(
                Map.of(
                    "spec",
                    Map.of(
                        "admins",
                        List.of(
                            new Admin(owner.key(), Role.OWNER),
                            new Admin(admin.key(), Role.ADMIN),
                            new Admin(viewer.key(), Role.VIEWER))))));
    await().untilAsserted(() -> viewer.call("/project/" + project + "/info", "{}", 200));
  }

  static Stream<Rule> rules() {
    return RULES.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRouteHasItsLeastRole(Rule rule) {
    for (var who : List.of(outsider, viewer, admin, owner)) {
      var answer = call(who, rule.path());

      var role = roleOf(who);
      if (role != null && role.compareTo(rule.least()) <= 0) {
        assertThat(answer.status()).as("%s as %s", rule.path(), role).isNotIn(401, 403);
      } else {
        assertThat(answer.status()).as("%s as %s", rule.path(), role).isEqualTo(403);
        assertThat(error(answer)).isIn("User not admin", "Not admin of project", "User not owner");
      }
    }
  }

  /** A project that is another's and one that nobody has tell no more than that. */
  @ParameterizedTest
  @MethodSource("rules")
  void nobodyLearnsOfAProjectThatIsNotTheirs(Rule rule) {
    var refused = call(outsider, rule.path()).body();
    assertThat(refused.size()).isEqualTo(1);

    for (var id : List.of("0".repeat(32), "kube-system", "..%2F" + project, project + "%00")) {
      var answer = outsider.post("/project/" + id + filled(rule.path()), "{}");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().toString()).isEqualTo("{\"error\":\"Project not found\"}");
    }
  }

  @Test
  void theTableHasAllRoutes() throws IOException {
    var source =
        Files.readString(Path.of("src/main/java/network/mandala/bridge/node/Endpoints.java"));
    var routes =
        Pattern.compile("PROJECT \\+ \"(/[^\"]+)\"")
            .matcher(source)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(RULES.stream().map(Rule::path)).containsExactlyInAnyOrderElementsOf(routes);
  }

  /** Fault 28: any admin removed others, and deleted. */
  @Test
  void onlyAnOwnerRemovesAnOwnerAndTheLastOneStays_28() {
    var path = "/project/" + project + "/removeAdmin";
    var theOwner = "{\"identityKeyOrEmail\":\"" + owner.key() + "\"}";

    assertThat(admin.call(path, theOwner, 400).path("error").asText())
        .isEqualTo("Cannot remove last admin");
    assertThat(owner.call(path, theOwner, 400).path("error").asText())
        .isEqualTo("Cannot remove last admin");
    assertThat(admin.call("/project/" + project + "/delete", "{}", 403).path("error").asText())
        .isEqualTo("User not owner");
  }

  /** Fault 28: the address that all users have named the first of them. */
  @Test
  void anAddressNamesNobody_28() {
    for (var address : List.of("placeholder@domain.com", "PLACEHOLDER@domain.com", "a@b.c")) {
      for (var path : List.of("/addAdmin", "/removeAdmin")) {
        assertThat(
                owner
                    .call(
                        "/project/" + project + path,
                        "{\"identityKeyOrEmail\":\"" + address + "\"}",
                        400)
                    .path("error")
                    .asText())
            .isEqualTo("Target user not registered");
      }
    }
  }

  /** Fault 28: an address in a certificate that nobody had checked was believed. */
  @Test
  void aCertificateThatCallersBringThemselvesIsNotBelieved_28() {
    var certificates =
        "{\"certs\":[{\"type\":\"x\",\"certifier\":\"y\","
            + "\"decryptedFields\":{\"email\":\"owner@node.test\"}}]}";

    assertThat(node.stranger("66").call("/register", certificates, 200).path("message").asText())
        .isEqualTo("User registered");
    assertThat(
            owner
                .call(
                    "/project/" + project + "/addAdmin",
                    "{\"identityKeyOrEmail\":\"owner@node.test\"}",
                    400)
                .path("error")
                .asText())
        .isEqualTo("Target user not registered");
  }

  private Answer call(Person who, String path) {
    return who.post("/project/" + project + filled(path), "{}");
  }

  private static String filled(String path) {
    return path.replace(":deploymentId", "0".repeat(32)).replace(":resource", "agent");
  }

  private static String error(Answer answer) {
    JsonNode error = answer.body().path("error");
    return error.asText();
  }

  private static Role roleOf(Person who) {
    return who == owner
        ? Role.OWNER
        : who == admin ? Role.ADMIN : who == viewer ? Role.VIEWER : null;
  }
}
