package network.mandala.bridge.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All that the bridge counts; docs/reference/metrics.md says what each is. */
public final class BridgeMetrics {
  private final MeterRegistry registry;
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
  private final Map<Refused, Counter> refusals = new ConcurrentHashMap<>();
  private final Counter handshakes;
  private final DistributionSummary batches;

  private record Answered(String route, int status) {}

  public BridgeMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.handshakes = registry.counter("mandala.bridge.sessions");
    this.batches = registry.summary("mandala.bridge.replay.batch.requests");
    for (var reason : Refused.values()) {
      refused(reason, 0);
    }
  }

  /** Nobody looks at it. */
  public static BridgeMetrics unseen() {
    return new BridgeMetrics(new SimpleMeterRegistry());
  }

  /**
   * A request that came to a route.
   *
   * @param route as it is written in the table of routes: there are only so many
   */
  public void answered(String route, int status, Duration time) {
    requests
        .computeIfAbsent(
            new Answered(route, status),
            key ->
                Timer.builder("mandala.bridge.request.duration")
                    .tag("route", key.route())
                    .tag("status", Integer.toString(key.status()))
                    .register(registry))
        .record(time);
  }

  /** A session began. */
  public void session() {
    handshakes.increment();
  }

  /** A request that came to no route. */
  public void refused(Refused reason) {
    refused(reason, 1);
  }

  private void refused(Refused reason, int count) {
    refusals
        .computeIfAbsent(
            reason, key -> registry.counter("mandala.bridge.refused", "reason", key.word()))
        .increment(count);
  }

  /** So many requests were remembered together. */
  public void remembered(int requests) {
    batches.record(requests);
  }
}
