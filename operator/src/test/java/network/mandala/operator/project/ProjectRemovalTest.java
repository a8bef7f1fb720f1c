package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.RegistryClient;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a project when it is deleted: nothing, and in which order it goes. */
class ProjectRemovalTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static TestRegistry registry;
  private static TestOperator operator;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    client = api.client();
    TestKeys.write(folder);
    int tokenPort = TestRegistry.lastingPort();
    registry = TestRegistry.start(folder, tokenPort);
    operator =
        TestOperator.start(
            api,
            folder,
            Map.of(
                "MANDALA_CONFIG_REGISTRY_HOST", registry.host(),
                "MANDALA_CONFIG_REGISTRY_REALM", "http://127.0.0.1:" + tokenPort + "/token",
                "MANDALA_CONFIG_HTTP_TOKEN_PORT", String.valueOf(tokenPort)),
            Writes.unlimited());
  }

  @AfterAll
  static void stop() {
    operator.close();
    registry.close();
  }

  @Test
  void namespaceAndRepositoriesGoAndTheCredentialIsWorthNothing() {
    create("leaves");
    try (var pusher = pusher("leaves")) {
      assertThat(pusher.push("leaves/hello/source", "v1", "source")).isEqualTo(201);

      client.resources(Project.class).withName("leaves").delete();

      await().atMost(SOON).until(() -> get("leaves") == null);
      assertThat(client.namespaces().withName("mandala-project-leaves").get()).isNull();
      assertThat(pusher.pull("leaves/hello/source", "v1")).isEqualTo(401);
    }

    // The next tenant of that name finds an empty repository, and the old credential stays out.
    create("leaves");
    try (var next = pusher("leaves")) {
      assertThat(next.pull("leaves/hello/source", "v1")).isEqualTo(404);
    }
  }

  @Test
  void whileTheNamespaceStaysTheProjectSaysWhy() {
    create("stays");
    var keeper =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("keeper")
            .withNamespace("mandala-project-stays")
            .withFinalizers("example.org/keep")
            .endMetadata()
            .build();
    client.resource(keeper).create();

    client.resources(Project.class).withName("stays").delete();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var ready =
                  Conditions.find(get("stays").getStatus().conditions(), "Ready").orElseThrow();
              assertThat(ready.getReason()).isEqualTo("Deleting");
              assertThat(ready.getMessage()).contains("example.org/keep");
            });
    client
        .resource(keeper)
        .edit(
            map -> {
              map.getMetadata().setFinalizers(null);
              return map;
            });
    await().atMost(SOON).until(() -> get("stays") == null);
  }

  @Test
  void whileTheRegistryIsDownTheProjectWaits() {
    create("waits");
    registry.stop();
    try {
      client.resources(Project.class).withName("waits").delete();

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                var ready =
                    Conditions.find(get("waits").getStatus().conditions(), "Ready").orElseThrow();
                assertThat(ready.getReason()).isEqualTo("RegistryUnavailable");
                assertThat(ready.getMessage()).contains("tried again by itself");
              });
    } finally {
      registry.start();
    }
    await().atMost(SOON).until(() -> get("waits") == null);
  }

  private static void create(String name) {
    var project = new Project();
    project.getMetadata().setName(name);
    project.setSpec(ProjectSpec.standard());
    client.resource(project).create();
    await()
        .atMost(SOON)
        .until(
            () ->
                get(name).getStatus() != null
                    && Conditions.isTrue(get(name).getStatus().conditions(), "Ready"));
  }

  private static Project get(String name) {
    return client.resources(Project.class).withName(name).get();
  }

  private static RegistryClient pusher(String project) {
    var secret =
        client
            .secrets()
            .inNamespace("mandala-project-" + project)
            .withName("mandala-registry-push")
            .get()
            .getData();
    return new RegistryClient(
        text(secret.get("host")), text(secret.get("username")), text(secret.get("password")));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
