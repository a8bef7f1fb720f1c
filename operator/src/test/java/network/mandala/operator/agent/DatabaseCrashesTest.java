package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

/** The operator dies at every write while it makes a new password. */
class DatabaseCrashesTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    try (var operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited())) {
      assertThat(operator.process().healthPort()).isPositive();
      tenant = Tenant.withProject(api.client(), "database-crashes");
    }
  }

  @AfterAll
  static void stop() {
    tenant.leave();
  }

  @Test
  void aPasswordIsNewOnceAndKnownToEverybodyWhereverTheOperatorDied() {
    tenant.apply("shop", "{source: {image: a}, databases: {redis: {size: 1Gi}}}");
    operate(Writes.unlimited(), () -> isServed("shop", ""));
    var whole = kinds();

    for (int most = 0; most <= 8; most++) {
      var id = "rotation-" + most;
      tenant.annotate("shop", "mandala.network/rotate-redis", id);
      operate(Writes.dyingAfter(most), () -> isServed("shop", id));
      operate(Writes.unlimited(), () -> isServed("shop", id));

      var secret =
          api.client().secrets().inNamespace(tenant.namespace()).withName("shop-redis").get();
      var server =
          api.client()
              .apps()
              .statefulSets()
              .inNamespace(tenant.namespace())
              .withName("shop-redis")
              .get();
      assertThat(secret.getMetadata().getAnnotations())
          .as("after %d writes", most)
          .containsEntry("mandala.network/rotation", id);
      assertThat(server.getSpec().getTemplate().getMetadata().getAnnotations())
          .as("after %d writes", most)
          .containsEntry("mandala.network/rotation", id);
      assertThat(kinds().stream().filter(kind -> !kind.startsWith("ControllerRevision")))
          .as("after %d writes", most)
          .containsExactlyElementsOf(
              whole.stream().filter(kind -> !kind.startsWith("ControllerRevision")).toList());
    }
  }

  private static void operate(Writes writes, Callable<Boolean> until) {
    try (var operator = TestOperator.start(api, folder, Map.of(), writes)) {
      assertThat(operator.process().healthPort()).isPositive();
      await().atMost(SOON).until(() -> writes.isDead() || until.call());
    }
  }

  private static List<String> kinds() {
    return tenant.children("shop");
  }

  private static boolean isServed(String agent, String rotation) {
    var kubelet = tenant.kubelet();
    kubelet.endTerminating();
    kubelet.pods(agent, Labels.COMPONENT_DATABASE).forEach(kubelet::serveOnce);
    kubelet.pods(agent, Labels.COMPONENT_AGENT).forEach(kubelet::serveOnce);
    var status = tenant.get(agent).getStatus();
    return status != null
        && !status.databases().isEmpty()
        && (rotation.isEmpty() || rotation.equals(status.databases().getFirst().rotation()))
        && !status.conditions().isEmpty()
        && status.conditions().stream()
            .allMatch(condition -> Conditions.TRUE.equals(condition.getStatus()));
  }
}
