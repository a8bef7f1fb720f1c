package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Quota;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BuildsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String IMAGE = "127.0.0.1:1/builds/app@sha256:" + "b".repeat(64);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "builds");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void aSourceIsBuiltOnceAndThenRuns() {
    tenant.apply("app", source('a'));
    tenant.awaitReason("app", AgentReason.BUILDING);
    assertThat(tenant.children("app"))
        .satisfiesExactly(
            job -> assertThat(job).matches("Job/app-build-[0-9a-f]{12}"),
            grant -> assertThat(grant).matches("Secret/app-build-[0-9a-f]{12}"));

    tenant.kubelet().build("app", IMAGE);
    tenant.serveUntilReady("app");

    var status = tenant.get("app").getStatus();
    assertThat(status.image()).isEqualTo(IMAGE);
    assertThat(status.source()).isEqualTo("127.0.0.1:1/builds/app/source@" + digest('a'));
    assertThat(status.build().image()).isEqualTo(IMAGE);
    assertThat(status.build().finishedAt()).isNotNull();
    // The credential goes with the build; the Job stays, so that its log can be read.
    assertThat(tenant.children("app")).noneMatch(name -> name.startsWith("Secret/app-build"));
    var job = onlyJob("app");

    api.client().resource(job).delete();
    tenant.apply("app", source('a').replace("runtime", "env: {A: b}, runtime"));
    tenant.serveUntilReady("app");
    assertThat(tenant.children("app")).noneMatch(name -> name.startsWith("Job/"));
    assertThat(tenant.get("app").getStatus().image()).isEqualTo(IMAGE);
  }

  @Test
  void aFaultOfTheSourceIsToldAndNotTriedAgain() {
    tenant.apply("faulty", source('a'));
    tenant
        .kubelet()
        .failBuild(
            "faulty",
            "fetch",
            2,
            "{\"reason\":\"SourceInvalid\",\"message\":\"../evil leaves the folder.\"}");

    assertThat(tenant.awaitReason("faulty", AgentReason.SOURCE_INVALID))
        .isEqualTo("../evil leaves the folder.");
    assertThat(tenant.condition("faulty", AgentCondition.BUILT).getStatus())
        .isEqualTo(Conditions.FALSE);
    var failed = onlyJob("faulty");
    await().atMost(SOON).until(() -> isFailed(failed));

    // What is remembered outlives the Job.
    api.client().resource(failed).delete();
    tenant.apply("faulty", source('a').replace("runtime", "domains: [a.example.com], runtime"));
    tenant.awaitReason("faulty", AgentReason.SOURCE_INVALID);
    assertThat(tenant.children("faulty")).isEmpty();

    tenant.apply("faulty", source('b'));
    tenant.awaitReason("faulty", AgentReason.BUILDING);
    tenant.kubelet().build("faulty", IMAGE);
    tenant.serveUntilReady("faulty");
  }

  @Test
  void dependenciesThatCannotBeInstalledAreToldWithTheirLastLines() {
    tenant.apply("unmet", source('a'));
    tenant
        .kubelet()
        .failBuild("unmet", "dependencies", 2, "npm error code E404\nnpm error 404 left-pad2\n");

    assertThat(tenant.awaitReason("unmet", AgentReason.BUILD_FAILED))
        .contains("Installing the dependencies failed with exit code 2", "404 left-pad2");
  }

  @Test
  void aPassingFaultIsTriedAgainByTheJob() {
    tenant.apply("patient", source('a'));
    tenant
        .kubelet()
        .failBuild(
            "patient",
            "fetch",
            75,
            "{\"reason\":\"RegistryUnavailable\",\"message\":\"No answer.\"}");
    tenant.awaitReason("patient", AgentReason.REGISTRY_UNAVAILABLE);

    await()
        .atMost(SOON)
        .until(() -> tenant.kubelet().pods("patient", Labels.COMPONENT_BUILD).size() > 1);
    tenant.kubelet().build("patient", IMAGE);
    tenant.serveUntilReady("patient");
  }

  @Test
  void whatRunsGoesOnWhenTheNextBuildFails() {
    tenant.run("steady", "source: {image: a}");
    var release = tenant.get("steady").getStatus().release();

    tenant.apply("steady", source('a'));
    tenant.kubelet().failBuild("steady", "assemble", 70, "");
    tenant
        .kubelet()
        .failBuild(
            "steady", "fetch", 2, "{\"reason\":\"EntryMissing\",\"message\":\"No index.js.\"}");

    assertThat(tenant.awaitReason("steady", AgentReason.ENTRY_MISSING))
        .isEqualTo("No index.js. Release %s serves meanwhile.".formatted(release));
    assertThat(tenant.kubelet().pods("steady", Labels.COMPONENT_AGENT)).hasSize(1);
  }

  @Test
  void aNewSourceTakesThePlaceOfTheBuildThatRuns() {
    tenant.apply("hasty", source('a'));
    await().atMost(SOON).until(() -> !jobs("hasty").isEmpty());
    var first = onlyJob("hasty").getMetadata().getName();

    tenant.apply("hasty", source('b'));

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(jobs("hasty"))
                    .singleElement()
                    .satisfies(job -> assertThat(job.getMetadata().getName()).isNotEqualTo(first)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(tenant.children("hasty").stream().filter(c -> c.startsWith("Secret/")))
                    .hasSize(1));
  }

  @Test
  void anAgentThatIsDeletedTakesTheBuildThatRunsAlong() {
    tenant.apply("dropped", source('a'));
    await()
        .atMost(SOON)
        .until(() -> !tenant.kubelet().pods("dropped", Labels.COMPONENT_BUILD).isEmpty());

    tenant.delete("dropped");

    await().atMost(SOON).until(() -> jobs("dropped").isEmpty());
    await()
        .atMost(SOON)
        .until(() -> tenant.kubelet().pods("dropped", Labels.COMPONENT_BUILD).isEmpty());
  }

  @Test
  void aJobThatSomebodyDeletesIsMadeAgain() {
    tenant.apply("repaired", source('a'));
    await().atMost(SOON).until(() -> !jobs("repaired").isEmpty());
    var first = onlyJob("repaired").getMetadata().getUid();

    api.client().resource(onlyJob("repaired")).delete();

    await()
        .atMost(SOON)
        .until(
            () -> jobs("repaired").stream().anyMatch(j -> !j.getMetadata().getUid().equals(first)));
    await()
        .atMost(SOON)
        .until(() -> !tenant.kubelet().pods("repaired", Labels.COMPONENT_BUILD).isEmpty());
    tenant.kubelet().build("repaired", IMAGE);
    tenant.serveUntilReady("repaired");
  }

  @Test
  void aFullQuotaIsToldWithWhoFillsItAndTheBuildStartsWhenThereIsRoom() {
    var small =
        Tenant.withProject(
            api.client(),
            "small",
            new ProjectSpec(
                null, null, null, new Quota("2", "1Gi", "1Gi", "0", 10), null, null, null));
    try {
      small.run("big", "{source: {image: a}, resources: {memory: 900Mi}}");

      small.apply("queued", source('a').replace("builds", "small"));
      var message = small.awaitReason("queued", AgentReason.BUILD_QUEUED);
      assertThat(message)
          .contains("900Mi of 1Gi memory is used (agent big 900Mi), and 1Gi more is needed");
      small.apply("second", "{source: {image: a}, resources: {memory: 512Mi}}");
      assertThat(small.awaitReason("second", AgentReason.QUOTA_EXCEEDED))
          .contains("900Mi of 1Gi memory is used (agent big 900Mi), and 512Mi more is needed");

      small.delete("big");
      small.serveUntilReady("second");
    } finally {
      small.leave();
    }
  }

  @Test
  void aProjectIsDeletedWhileABuildRuns() {
    var brief = Tenant.withProject(api.client(), "brief");
    brief.apply("app", source('a').replace("builds", "brief"));
    brief.awaitReason("app", AgentReason.BUILDING);
    await()
        .atMost(SOON)
        .until(() -> !brief.kubelet().pods("app", Labels.COMPONENT_BUILD).isEmpty());

    brief.leave();

    await()
        .atMost(SOON)
        .until(
            () -> {
              brief.kubelet().endTerminating();
              return api.client().namespaces().withName(brief.namespace()).get() == null;
            });
    // The registry of this test does not answer: that keeps the Project, and says why.
    assertThat(api.client().resources(Project.class).withName("brief").get()).isNotNull();
  }

  private static String source(char digit) {
    return "{runtime: node, source: {artifact: 'builds/app/source@%s'}}".formatted(digest(digit));
  }

  private static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  private static List<Job> jobs(String agent) {
    return api
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(tenant.namespace())
        .withLabel(Labels.AGENT, agent)
        .list()
        .getItems()
        .stream()
        .filter(job -> !job.isMarkedForDeletion())
        .toList();
  }

  private static Job onlyJob(String agent) {
    var jobs = jobs(agent);
    assertThat(jobs).hasSize(1);
    return jobs.getFirst();
  }

  private static boolean isFailed(Job job) {
    return api.client().resource(job).get().getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Failed") && c.getStatus().equals("True"));
  }
}
