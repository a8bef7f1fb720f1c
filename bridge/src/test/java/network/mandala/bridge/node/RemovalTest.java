package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.project.KubernetesProjects;
import network.mandala.bridge.project.ProjectRemoval;
import network.mandala.bridge.project.ProjectRows;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of a project, as a client sees it; what the operator does, the test does. */
class RemovalTest {
  private static final String FINALIZER = "mandala.network/test";

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Person owner;
  private static KubernetesProjects projects;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = node.person("22");
    projects = KubernetesProjects.watch(api.client());
  }

  @AfterAll
  static void stop() {
    projects.close();
    node.close();
  }

  /** Fault 22: rows were dropped although the cluster still had everything. */
  @Test
  void endsWhenEverythingIsGoneAndForgetsLast_22() {
    var id = owner.createProject();
    guard(id);

    var answer =
        CompletableFuture.supplyAsync(() -> owner.call("/project/" + id + "/delete", "{}", 200));
    await().untilAsserted(() -> assertThat(get(id).isMarkedForDeletion()).isTrue());
    assertThat(node.logs().ofProject(id)).isNotEmpty();
    assertThat(answer).isNotDone();
    release(id);

    assertThat(answer.join().toString()).isEqualTo("{\"message\":\"Project deleted\"}");
    assertThat(node.logs().ofProject(id)).isEmpty();
    await()
        .untilAsserted(
            () -> assertThat(owner.call("/project/list", "{}", 200).toString()).doesNotContain(id));
    assertThat(owner.call("/project/" + id + "/delete", "{}", 404).path("error").asText())
        .isEqualTo("Project not found");
  }

  @Test
  void saysWhenItTakesLongerAndIsSweptUpLater() {
    var id = owner.createProject();
    guard(id);
    var logs = new JdbiProjectLogs(mysql.ledger().database(), Clock.systemUTC());
    var removal =
        new ProjectRemoval(
            api.client(),
            projects,
            List.of(new ProjectRows(logs::projects, logs::forget)),
            Duration.ofMillis(300));

    assertThat(removal.remove(get(id))).isFalse();
    removal.sweep();
    assertThat(logs.ofProject(id)).isNotEmpty();
    release(id);

    await()
        .untilAsserted(
            () -> {
              removal.sweep();
              assertThat(logs.ofProject(id)).isEmpty();
            });
  }

  @Test
  void sweepsNothingOfAProjectThatIsThere() {
    var kept = owner.createProject();
    var logs = new JdbiProjectLogs(mysql.ledger().database(), Clock.systemUTC());
    logs.add("f".repeat(32), Optional.empty(), "of a project that is gone");

    new ProjectRemoval(
            api.client(),
            projects,
            List.of(new ProjectRows(logs::projects, logs::forget)),
            Duration.ZERO)
        .sweep();

    assertThat(logs.ofProject(kept)).hasSize(1);
    assertThat(logs.ofProject("f".repeat(32))).isEmpty();
  }

  private static Project get(String id) {
    return api.client().resources(Project.class).withName(id).get();
  }

  private static void guard(String id) {
    api.client().resources(Project.class).withName(id).edit(p -> with(p, List.of(FINALIZER)));
  }

  private static void release(String id) {
    api.client().resources(Project.class).withName(id).edit(p -> with(p, List.of()));
  }

  private static Project with(Project project, List<String> finalizers) {
    project.getMetadata().setFinalizers(finalizers);
    return project;
  }
}
