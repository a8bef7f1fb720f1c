package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SleepOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Map<String, String> WITH_ACTIVATOR =
      Map.of("MANDALA_CONFIG_ACTIVATOR_ENABLED", "true");
  private static final String SPEC =
      "{source: {image: a}, scaling: {min: 2, max: 2, sleep: {afterIdleSeconds: %d}}}";

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  @TempDir private static Path folder;
  private static Service activator;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    api.client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("mandala-system")
                .endMetadata()
                .build())
        .serverSideApply();
    activator =
        api.client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName(ActivatorAddress.SERVICE)
                    .withNamespace("mandala-system")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .serverSideApply();
    operator = TestOperator.start(api, folder, WITH_ACTIVATOR, Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "sleep");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
    api.client().resource(activator).delete();
  }

  @Test
  void withoutRequestsItHasNoPodsAndOneRequestBringsThemBack() {
    tenant.run("naps", SPEC.formatted(10));
    var release = tenant.get("naps").getStatus().release();

    tenant.awaitReason("naps", AgentReason.SLEEPING);
    assertThat(replicas("naps")).isZero();
    assertThat(tenant.hosts("naps")).containsExactly("naps.sleep.example.org");

    ask("naps");
    tenant.awaitReason("naps", AgentReason.WAKING);
    assertThat(replicas("naps")).isEqualTo(2);
    tenant.serveUntilReady("naps");
    assertThat(tenant.get("naps").getStatus().releases()).hasSize(1);
    assertThat(tenant.get("naps").getStatus().release()).isEqualTo(release);
  }

  @Test
  void itsRouteLeadsToTheActivatorWhileItMaySleepAndBackWhenItMayNot() {
    tenant.run("routed", SPEC.formatted(3600));
    assertThat(backend("routed")).isEqualTo("routed-door");
    var slice =
        api.client()
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(tenant.namespace())
            .withName("routed-door")
            .get();
    assertThat(slice.getEndpoints().getFirst().getAddresses())
        .containsExactly(activator.getSpec().getClusterIP());

    tenant.run("routed", "{source: {image: a}}");

    assertThat(backend("routed")).isEqualTo("routed");
    await().atMost(SOON).until(() -> !tenant.children("routed").contains("Service/routed-door"));
    assertThat(api.client().leases().inNamespace(tenant.namespace()).withName("routed").get())
        .isNull();
  }

  @Test
  void aSecondOperatorFindsNothingToWriteAndWakesNobody() {
    tenant.run("still", SPEC.formatted(10));
    tenant.awaitReason("still", AgentReason.SLEEPING);
    var writes = Writes.unlimited();

    try (var second = TestOperator.start(api, folder, WITH_ACTIVATOR, writes)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  second.metric("mandala_reconcile_seconds_count{kind=\"Agent\",result=\"ok\"")
                      > 0);
      await().during(Duration.ofSeconds(2)).until(() -> true);
    }

    assertThat(writes.seen().stream().filter(write -> write.contains("still"))).isEmpty();
    assertThat(replicas("still")).isZero();
    assertThat(Conditions.isTrue(tenant.get("still").getStatus().conditions(), "Ready")).isTrue();
  }

  /** As the activator does. */
  private static void ask(String agent) {
    api.client()
        .leases()
        .inNamespace(tenant.namespace())
        .withName(agent)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"renewTime\":\"%s\"}}".formatted(MICROSECONDS.format(Instant.now())));
  }

  private static String backend(String agent) {
    return api.client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(tenant.namespace())
        .withName(agent)
        .get()
        .getSpec()
        .getRules()
        .getFirst()
        .getHttp()
        .getPaths()
        .getFirst()
        .getBackend()
        .getService()
        .getName();
  }

  private static int replicas(String agent) {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(tenant.namespace())
        .withName(agent)
        .get()
        .getSpec()
        .getReplicas();
  }
}
