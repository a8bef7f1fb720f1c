package network.mandala.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthServerTest {

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void saysWhatIsWrongAndThatNothingIs() throws Exception {
    var obstacle = new AtomicReference<>(Optional.of("waits for the ledger"));
    try (var health = new HealthServer(0, metrics, Optional::empty, obstacle::get)) {
      var before = get(health, "/readyz");
      obstacle.set(Optional.empty());
      var after = get(health, "/readyz");

      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body()).isEqualTo("waits for the ledger\n");
      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(get(health, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(health, "/other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void showsItsMetrics() throws Exception {
    metrics.counter("mandala.test").increment(3);
    try (var health = new HealthServer(0, metrics, Optional::empty, Optional::empty)) {
      assertThat(get(health, "/metrics").body()).contains("mandala_test_total 3.0");
    }
  }

  private static HttpResponse<String> get(HealthServer health, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
