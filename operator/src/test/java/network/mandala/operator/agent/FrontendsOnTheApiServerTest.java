package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FrontendsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    operator =
        TestOperator.start(
            api,
            folder,
            Map.of("MANDALA_CONFIG_RECONCILE_ROLLOUT_TIMEOUT", "5s"),
            Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "fronts");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void aFrontendComesChangesIsRolledBackSleepsAndGoesWithItsRelease() {
    tenant.run("pages", spec("f:1"));
    var first = tenant.get("pages").getStatus();
    assertThat(tenant.children("pages"))
        .contains("Deployment/pages-frontend", "Service/pages-frontend", "Ingress/pages-frontend");
    assertThat(first.frontendUrl()).contains("frontend.fronts.example.org");
    assertThat(first.releases().getFirst().frontendImage()).startsWith("f:1");
    var pods = podsOf("pages");

    tenant.run("pages", spec("f:2"));
    assertThat(image("pages")).isEqualTo("f:2");
    assertThat(tenant.get("pages").getStatus().release()).isNotEqualTo(first.release());
    assertThat(podsOf("pages")).as("the agent's own pods go on").isEqualTo(pods);

    tenant.run("pages", spec("f:2") + "\nrelease: " + first.release());
    assertThat(image("pages")).isEqualTo("f:1");
    assertThat(FrontendDeployment.imageOf(deployment("pages")))
        .as("what the tag named when its first pod ran")
        .startsWith("f:1@sha256:");
    assertThat(podsOf("pages")).isEqualTo(pods);

    tenant.apply("pages", spec("f:2") + "\nsuspend: true");
    tenant.awaitReason("pages", AgentReason.SUSPENDED);
    assertThat(tenant.children("pages")).noneMatch(name -> name.startsWith("Ingress/"));
    await()
        .atMost(SOON)
        .until(() -> tenant.kubelet().pods("pages", Labels.COMPONENT_FRONTEND).isEmpty());

    tenant.run("pages", spec("f:2"));
    assertThat(image("pages")).isEqualTo("f:2");

    tenant.run("pages", "source: {image: a}");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(tenant.children("pages"))
                    .noneMatch(name -> name.endsWith("/pages-frontend")));
    assertThat(tenant.get("pages").getStatus().frontendUrl()).isNull();
    tenant.delete("pages");
  }

  @Test
  void aFrontendThatCrashesTakesItsReleaseBack() {
    tenant.run("falls", spec("f:1"));

    tenant.apply("falls", spec("f:2"));
    tenant.kubelet().crashFrontend("falls", "f:2", 1, "nginx: [emerg] no such file");

    assertThat(tenant.awaitReason("falls", AgentReason.ROLLOUT_TIMED_OUT))
        .contains("Frontend: The program ended with exit code 1", "no such file");
    // The status has it before the Deployment does.
    await().atMost(SOON).until(() -> image("falls").equals("f:1"));
    tenant.delete("falls");
  }

  @Test
  void aFolderIsBuiltWithTheProgram() {
    var source = "127.0.0.1:1/fronts/site/source@sha256:" + "a".repeat(64);
    tenant.apply(
        "site",
        "{runtime: node, source: {artifact: '%s'}, frontend: {directory: web}}".formatted(source));
    tenant.awaitReason("site", AgentReason.BUILDING);
    assertThat(
            api.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(tenant.namespace())
                .withLabel(Labels.AGENT, "site")
                .list()
                .getItems()
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers())
        .extracting(container -> container.getName())
        .containsExactly("fetch", "site", "dependencies");

    var image = "127.0.0.1:1/fronts/site@sha256:" + "1".repeat(64);
    var site = "127.0.0.1:1/fronts/site/frontend@sha256:" + "2".repeat(64);
    tenant.kubelet().build("site", image, site);
    tenant.serveUntilReady("site");

    assertThat(FrontendDeployment.imageOf(deployment("site"))).isEqualTo(site);
    assertThat(tenant.get("site").getStatus().build().frontendImage()).isEqualTo(site);
    assertThat(
            deployment("site")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getSecurityContext()
                .getReadOnlyRootFilesystem())
        .isTrue();
    tenant.delete("site");
  }

  @Test
  void theShortNameBelongsToOneAtATimeAndAnAgentOfThatNameGoesFirst() {
    var other = Tenant.withProject(api.client(), "names");
    try {
      other.run("one", spec("f:1"));
      other.run("two", spec("f:1"));
      assertThat(other.hosts("one-frontend"))
          .containsExactly("frontend.names.example.org", "one-frontend.names.example.org");
      assertThat(other.hosts("two-frontend")).containsExactly("two-frontend.names.example.org");
      assertThat(other.condition("two", AgentCondition.FRONTEND_READY).getMessage())
          .contains("frontend.names.example.org leads to agent one");

      other.delete("one");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(other.hosts("two-frontend")).contains("frontend.names.example.org"));

      other.run("frontend", "source: {image: a}");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(other.hosts("two-frontend"))
                      .containsExactly("two-frontend.names.example.org"));
      assertThat(other.hosts("frontend")).containsExactly("frontend.names.example.org");
    } finally {
      other.leave();
    }
  }

  @Test
  void nothingIsWrittenTwiceAndWhatIsChangedByHandIsPutRight() {
    tenant.run("still", spec("f:1"));
    var before = tenant.versions("still");
    tenant.apply("still", spec("f:1") + "\ndomains: [still.example.com]");
    await().atMost(SOON).until(() -> tenant.hosts("still").contains("still.example.com"));
    var after = tenant.versions("still");
    for (var kind : List.of("Deployment", "Service", "Ingress")) {
      assertThat(after.get(kind + "/still-frontend"))
          .isNotNull()
          .isEqualTo(before.get(kind + "/still-frontend"));
    }

    api.client()
        .resource(deployment("still"))
        .edit(
            live -> {
              live.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("evil");
              return live;
            });
    await().atMost(SOON).until(() -> image("still").equals("f:1"));
    tenant.delete("still");
  }

  private static String spec(String frontend) {
    return "source: {image: a}\nfrontend: {image: '%s'}".formatted(frontend);
  }

  private static Deployment deployment(String agent) {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(tenant.namespace())
        .withName(agent + "-frontend")
        .get();
  }

  /** Without its digest, which is known once a pod has run. */
  private static String image(String agent) {
    return FrontendDeployment.imageOf(deployment(agent)).replaceFirst("@.*", "");
  }

  private static List<String> podsOf(String agent) {
    return tenant.kubelet().pods(agent, Labels.COMPONENT_AGENT).stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }
}
