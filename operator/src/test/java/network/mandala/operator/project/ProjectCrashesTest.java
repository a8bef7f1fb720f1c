package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator dies at every write, and its successor ends in the same state. */
class ProjectCrashesTest {

  @RegisterExtension static final ApiServer api = ApiServer.aloneWithControllers();

  private static final Duration SOON = Duration.ofSeconds(30);

  /**
   * More writes than it takes to make or remove a project, so the last round is one without a
   * crash.
   */
  private static final int MORE_THAN_ENOUGH = 40;

  /** Of each try its own: what an earlier one has left is not looked at. */
  private static int tries;

  @TempDir private static Path folder;
  private static TestRegistry registry;
  private static Map<String, String> settings;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    client = api.client();
    TestKeys.write(folder);
    registry = TestRegistry.start(folder, TestRegistry.freePort());
    // The port is in the fences: one for all operators, whose work is compared.
    settings =
        Map.of(
            "MANDALA_CONFIG_REGISTRY_HOST", registry.host(),
            "MANDALA_CONFIG_HTTP_TOKEN_PORT", String.valueOf(TestRegistry.lastingPort()));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void aProjectIsMadeWhereverTheOperatorDied() {
    var wholeName = "whole-" + ++tries;
    create(wholeName);
    operate(Writes.unlimited(), () -> isReady(wholeName));
    var whole = Inventory.of(client, wholeName).specs();
    assertThat(whole).hasSize(10);

    // Finalizer, ten children, status, event: the last round dies of nothing.
    for (int most = 0; most <= 13; most++) {
      var name = "crash-" + tries + "-" + most;
      create(name);
      operate(Writes.dyingAfter(most), () -> isReady(name));
      operate(Writes.unlimited(), () -> isReady(name));

      assertThat(Inventory.of(client, name).specs()).as("after %d writes", most).isEqualTo(whole);
    }
  }

  @Test
  void aProjectIsRemovedWhereverTheOperatorDied() {
    for (int most = 5; most >= 0; most--) {
      create("leave");
      operate(Writes.unlimited(), () -> isReady("leave"));
      delete("leave");

      operate(Writes.dyingAfter(most), () -> isGone("leave"));
      operate(Writes.unlimited(), () -> isGone("leave"));

      assertThat(client.namespaces().withName("mandala-project-leave").get()).isNull();
    }
  }

  private interface Condition {
    boolean holds();
  }

  /** Lets an operator work until the condition holds, or it is dead; then it is gone. */
  private static void operate(Writes writes, Condition until) {
    try (var operator = TestOperator.start(api, folder, settings, writes)) {
      assertThat(operator.process().healthPort()).isPositive();
      await().atMost(SOON).until(() -> writes.isDead() || until.holds());
    }
  }

  private static void create(String name) {
    var project = new Project();
    project.getMetadata().setName(name);
    project.setSpec(ProjectSpec.standard());
    client.resource(project).create();
  }

  private static void delete(String name) {
    client.resources(Project.class).withName(name).delete();
  }

  private static boolean isReady(String name) {
    var project = client.resources(Project.class).withName(name).get();
    return project != null
        && project.getStatus() != null
        && Conditions.isTrue(project.getStatus().conditions(), "Ready");
  }

  private static boolean isGone(String name) {
    return client.resources(Project.class).withName(name).get() == null;
  }
}
