package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
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

/** The operator dies at every write, and its successor ends in the same state. */
class AgentCrashesTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String IMAGE = "127.0.0.1:1/crashes/app@sha256:" + "b".repeat(64);
  private static final String FROM_SOURCE =
      ("{runtime: node, source: {artifact: 'crashes/app/source@sha256:%s'}, env: {A: b},"
              + " storage: {size: 100Mi}}")
          .formatted("a".repeat(64));

  @TempDir private static Path folder;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    try (var operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited())) {
      assertThat(operator.process().healthPort()).isPositive();
      tenant = Tenant.withProject(api.client(), "crashes");
    }
  }

  @AfterAll
  static void stop() {
    tenant.leave();
  }

  @Test
  void anAgentIsBuiltAndRunsWhereverTheOperatorDied() {
    tenant.apply("whole", FROM_SOURCE);
    var writes = operate(Writes.unlimited(), () -> isBuiltAndServed("whole"));
    var whole = kinds("whole");
    assertThat(whole).hasSize(7);

    for (int most = 0; most <= writes.seen().size(); most++) {
      var name = "app-" + most;
      tenant.apply(name, FROM_SOURCE);
      operate(Writes.dyingAfter(most), () -> isBuiltAndServed(name));
      operate(Writes.unlimited(), () -> isBuiltAndServed(name));

      assertThat(kinds(name)).as("after %d writes", most).isEqualTo(whole);
      var status = tenant.get(name).getStatus();
      assertThat(status.build().image()).isEqualTo(IMAGE);
      assertThat(status.releases())
          .extracting(Release::state)
          .as("after %d writes", most)
          .containsExactly(ReleaseState.ACTIVE);
      tenant.delete(name);
    }
  }

  @Test
  void aChangeIsRolledOutWhereverTheOperatorDied() {
    tenant.apply("change", "{source: {image: a}, env: {A: a}, scaling: {min: 2, max: 2}}");
    operate(Writes.unlimited(), () -> isServed("change"));

    // Secret, revision, status, event, Deployment, number of pods, status, event: one after
    // another.
    for (int most = 0; most <= 10; most++) {
      tenant.apply(
          "change",
          "{source: {image: a}, env: {A: b%d}, scaling: {min: %d, max: %2$d}}"
              .formatted(most, 1 + most % 2));
      operate(Writes.dyingAfter(most), () -> isServed("change"));
      operate(Writes.unlimited(), () -> isServed("change"));

      var status = tenant.get("change").getStatus();
      var pods = tenant.kubelet().pods("change", Labels.COMPONENT_AGENT);
      assertThat(pods).as("after %d writes", most).hasSize(1 + most % 2);
      assertThat(status.releases())
          .filteredOn(release -> release.state() == ReleaseState.ACTIVE)
          .extracting(Release::id)
          .containsExactly(pods.getFirst().getMetadata().getLabels().get(AgentDeployment.RELEASE));
      assertThat(status.release()).isEqualTo(status.releases().getFirst().id());
    }
    assertThat(tenant.get("change").getStatus().releases()).hasSize(Releases.KEPT);
    // As many environments as there are releases to return to.
    assertThat(tenant.children("change").stream().filter(name -> name.startsWith("Secret/")))
        .hasSize(Releases.KEPT);
  }

  /** Lets an operator work until the condition holds, or it is dead; then it is gone. */
  private static Writes operate(Writes writes, Callable<Boolean> until) {
    try (var operator = TestOperator.start(api, folder, Map.of(), writes)) {
      assertThat(operator.process().healthPort()).isPositive();
      await().atMost(SOON).until(() -> writes.isDead() || until.call());
      return writes;
    }
  }

  private static boolean isBuiltAndServed(String agent) {
    tenant.kubelet().buildOnce(agent, IMAGE);
    return isServed(agent);
  }

  private static List<String> kinds(String agent) {
    return tenant.children(agent).stream()
        .map(name -> name.substring(0, name.indexOf('/')))
        .toList();
  }

  private static boolean isServed(String agent) {
    var kubelet = tenant.kubelet();
    kubelet.endTerminating();
    kubelet.pods(agent, Labels.COMPONENT_AGENT).forEach(kubelet::serveOnce);
    var live = tenant.get(agent);
    return live.getStatus() != null
        && live.getMetadata().getGeneration().equals(live.getStatus().observedGeneration())
        && live.getStatus().conditions().stream()
            .allMatch(condition -> Conditions.TRUE.equals(condition.getStatus()));
  }
}
