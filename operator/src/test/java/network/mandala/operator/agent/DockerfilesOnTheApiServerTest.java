package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Builds of Dockerfiles, in the namespace for builds of their project. */
class DockerfilesOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String BUILDS = "mandala-build-dockerfiles";
  private static final String IMAGE = "127.0.0.1:1/dockerfiles/app@sha256:" + "b".repeat(64);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;
  private static PlayedKubelet kubelet;

  @BeforeAll
  static void start() {
    operator =
        TestOperator.start(
            api,
            folder,
            Map.of("MANDALA_CONFIG_BUILD_DOCKERFILE_ENABLED", "true"),
            Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "dockerfiles");
    kubelet = new PlayedKubelet(api.client(), BUILDS);
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void aDockerfileIsBuiltBehindFencesAndThenRuns() {
    tenant.apply("app", source('a'));
    await().atMost(SOON).until(() -> !jobs("app").isEmpty());
    assertThat(tenant.children("app")).isEmpty();
    var client = api.client();
    assertThat(client.namespaces().withName(BUILDS).get().getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "baseline")
        .containsEntry(Labels.PROJECT, "dockerfiles");
    assertThat(client.network().v1().networkPolicies().inNamespace(BUILDS).list().getItems())
        .map(policy -> policy.getMetadata().getName())
        .containsExactlyInAnyOrder("default-deny", "builds");
    await().atMost(SOON).until(() -> !kubelet.pods("app", Labels.COMPONENT_BUILD).isEmpty());
    // The API server has let it in: Pod Security, quota and account agree with it.
    var pod = kubelet.pods("app", Labels.COMPONENT_BUILD).getFirst();
    assertThat(pod.getSpec().getHostUsers()).isFalse();
    assertThat(grants("app")).hasSize(1);

    kubelet.build("app", IMAGE);
    tenant.serveUntilReady("app");

    assertThat(tenant.get("app").getStatus().image()).isEqualTo(IMAGE);
    await().atMost(SOON).until(() -> grants("app").isEmpty());
    assertThat(jobs("app")).hasSize(1);
  }

  @Test
  void oneOfAProjectAtATimeAndTheOthersInTheirOrder() {
    tenant.apply("first", source('a'));
    await().atMost(SOON).until(() -> !jobs("first").isEmpty());
    await().atMost(SOON).until(() -> !kubelet.pods("first", Labels.COMPONENT_BUILD).isEmpty());
    tenant.apply("second", source('a'));
    assertThat(tenant.awaitReason("second", AgentReason.BUILD_QUEUED)).contains("its turn");
    assertThat(kubelet.pods("second", Labels.COMPONENT_BUILD)).isEmpty();

    kubelet.failBuild("first", "dockerfile", 2, "Error: building at STEP \"RUN false\"");

    assertThat(tenant.awaitReason("first", AgentReason.BUILD_FAILED))
        .contains("could not be executed", "RUN false");
    await().atMost(SOON).until(() -> !kubelet.pods("second", Labels.COMPONENT_BUILD).isEmpty());
    tenant.delete("first");
    tenant.delete("second");
  }

  @Test
  void aNewSourceOrADeletedAgentLeavesNothingInTheNamespaceForBuilds() {
    tenant.apply("hasty", source('a'));
    await().atMost(SOON).until(() -> !jobs("hasty").isEmpty());
    var first = jobs("hasty").getFirst().getMetadata().getName();

    tenant.apply("hasty", source('b'));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(jobs("hasty"))
                    .singleElement()
                    .satisfies(job -> assertThat(job.getMetadata().getName()).isNotEqualTo(first)));

    tenant.delete("hasty");
    // The Agent itself waits for the registry, which does not answer here.
    await().atMost(SOON).until(() -> jobs("hasty").isEmpty() && grants("hasty").isEmpty());
  }

  @Test
  void theNamespaceForBuildsGoesWithItsProject() {
    var brief = Tenant.withProject(api.client(), "docker-brief");
    brief.apply("app", source('a').replace("dockerfiles", "docker-brief"));
    brief.awaitReason("app", AgentReason.BUILDING);
    var played = new PlayedKubelet(api.client(), "mandala-build-docker-brief");
    await().atMost(SOON).until(() -> !played.pods("app", Labels.COMPONENT_BUILD).isEmpty());

    brief.leave();

    await()
        .atMost(SOON)
        .until(
            () -> {
              played.endTerminating();
              return api.client().namespaces().withName("mandala-build-docker-brief").get() == null
                  && api.client().namespaces().withName(brief.namespace()).get() == null;
            });
  }

  @Test
  void aJobOfThatNameInTheTenantsOwnNamespaceIsNotBelieved() {
    tenant.apply("careful", source('a'));
    await().atMost(SOON).until(() -> !jobs("careful").isEmpty());
    var real = jobs("careful").getFirst();

    var forged = api.client().getKubernetesSerialization().clone(real);
    forged.getMetadata().setNamespace(tenant.namespace());
    forged.getMetadata().setResourceVersion(null);
    forged.getMetadata().setUid(null);
    forged.getMetadata().setLabels(Map.of("a", "b"));
    forged.getSpec().setSelector(null);
    forged.getSpec().getTemplate().getMetadata().setLabels(null);
    forged.setStatus(null);
    api.client().resource(forged).create();

    await().atMost(SOON).until(() -> !kubelet.pods("careful", Labels.COMPONENT_BUILD).isEmpty());
    kubelet.build("careful", IMAGE);
    tenant.serveUntilReady("careful");
    api.client().resource(forged).delete();
    tenant.delete("careful");
  }

  private static String source(char digit) {
    return "{runtime: docker, source: {artifact: 'dockerfiles/app/source@sha256:%s'}}"
        .formatted(String.valueOf(digit).repeat(64));
  }

  private static List<Job> jobs(String agent) {
    return live(
        api.client()
            .batch()
            .v1()
            .jobs()
            .inNamespace(BUILDS)
            .withLabel(Labels.AGENT, agent)
            .list()
            .getItems());
  }

  private static List<Secret> grants(String agent) {
    return live(
        api.client()
            .secrets()
            .inNamespace(BUILDS)
            .withLabel(Labels.AGENT, agent)
            .list()
            .getItems());
  }

  private static <R extends HasMetadata> List<R> live(List<R> all) {
    return all.stream().filter(object -> !object.isMarkedForDeletion()).toList();
  }
}
