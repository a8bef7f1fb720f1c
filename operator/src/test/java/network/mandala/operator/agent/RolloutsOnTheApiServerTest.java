package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Quota;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts that hang, with little patience. */
class RolloutsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    operator =
        TestOperator.start(
            api,
            folder,
            Map.of("MANDALA_CONFIG_RECONCILE_ROLLOUT_TIMEOUT", "3s"),
            Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "rollouts");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void aBrokenReleaseGivesWayToTheLastGoodOneAndSaysWhy() {
    tenant.run("app", "source: {image: 'app:1'}");
    var good = tenant.get("app").getStatus().release();

    tenant.apply("app", "source: {image: 'app:2'}");
    await()
        .atMost(SOON)
        .until(() -> tenant.kubelet().pods("app", Labels.COMPONENT_AGENT).size() == 2);
    tenant.kubelet().crash("app", "app:2", 3, "no such table: users");
    var message = tenant.awaitReason("app", AgentReason.ROLLOUT_TIMED_OUT);

    assertThat(message).contains("exit code 3", "no such table: users", good + " runs again");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(tenant.kubelet().pods("app", Labels.COMPONENT_AGENT))
                    .singleElement()
                    .satisfies(
                        pod ->
                            assertThat(pod.getSpec().getContainers().getFirst().getImage())
                                .isEqualTo("app:1")));
    // The pods that could tell are gone; what they told is kept.
    assertThat(tenant.awaitReason("app", AgentReason.ROLLOUT_TIMED_OUT))
        .contains("no such table: users");
    assertThat(tenant.get("app").getStatus().releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.FAILED, ReleaseState.ACTIVE);

    tenant.run("app", "source: {image: 'app:3'}");
    assertThat(tenant.get("app").getStatus().releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ACTIVE, ReleaseState.FAILED, ReleaseState.SUPERSEDED);
  }

  @Test
  void theFirstReleaseThatIsLateBecomesReadyLater() {
    tenant.apply("late", "source: {image: a}");
    await()
        .atMost(SOON)
        // There is no status before the first look at it.
        .ignoreException(NullPointerException.class)
        .untilAsserted(
            () ->
                assertThat(tenant.get("late").getStatus().releases())
                    .extracting(Release::state)
                    .containsExactly(ReleaseState.FAILED));
    assertThat(tenant.condition("late", AgentCondition.READY).getReason())
        .isEqualTo(AgentReason.ROLLOUT_TIMED_OUT.word());

    tenant.serveUntilReady("late");
    assertThat(tenant.get("late").getStatus().releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ACTIVE);
  }

  @Test
  void podsThatAQuotaRefusedComeAsSoonAsItIsRaised() {
    var poor =
        Tenant.withProject(
            api.client(),
            "poor",
            new ProjectSpec(
                null, null, null, new Quota("1", "256Mi", "1Gi", "0", 10), null, null, null));
    try {
      poor.apply("big", "{source: {image: a}, resources: {memory: 300Mi}}");
      assertThat(poor.awaitReason("big", AgentReason.QUOTA_EXCEEDED))
          .contains("0 of 256Mi memory is used", "300Mi more is needed");
      api.client()
          .resources(Project.class)
          .withName("poor")
          .edit(
              project -> {
                project.setSpec(ProjectSpec.standard());
                return project;
              });

      poor.serveUntilReady("big");
      assertThat(quota(poor).getStatus().getUsed().get("requests.memory").toString())
          .isEqualTo("300Mi");
    } finally {
      poor.leave();
    }
  }

  private static ResourceQuota quota(Tenant tenant) {
    return api.client().resourceQuotas().inNamespace(tenant.namespace()).withName("mandala").get();
  }
}
