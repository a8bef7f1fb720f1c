package network.mandala.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CanaryTest {

  @RegisterExtension static final ApiServer api = ApiServer.alone();

  @Test
  void nobodyReconcilesIsASickness() {
    var metrics = new SimpleMeterRegistry();
    try (var canary = canary(metrics, Duration.ofMillis(500))) {
      assertThat(canary.sickness()).isEmpty();

      canary.start();

      await().atMost(Duration.ofSeconds(10)).until(() -> canary.sickness().isPresent());
      assertThat(canary.sickness().orElseThrow()).contains("mandala-canary");
      assertThat(metrics.get("mandala.canary.lag.seconds").gauge().value()).isGreaterThan(0.5);

      var live = api.client().resources(Project.class).withName(Canary.NAME).get();
      assertThat(Canary.is(live)).isTrue();
      canary.reconciled(live, Clock.systemUTC().instant());
      assertThat(canary.sickness()).isEmpty();
    }
  }

  @Test
  void anApiServerThatIsAwayIsNoSicknessOfThisProcess() {
    try (var canary = canary(new SimpleMeterRegistry(), Duration.ofMillis(500))) {
      canary.start();
      await().atMost(Duration.ofSeconds(10)).until(() -> canary.sickness().isPresent());

      api.stop();
      try {
        await().atMost(Duration.ofSeconds(30)).until(() -> canary.sickness().isEmpty());
      } finally {
        api.start();
      }
    }
  }

  private static Canary canary(SimpleMeterRegistry metrics, Duration deadline) {
    return new Canary(api.client(), metrics, Clock.systemUTC(), Duration.ofMillis(200), deadline);
  }
}
