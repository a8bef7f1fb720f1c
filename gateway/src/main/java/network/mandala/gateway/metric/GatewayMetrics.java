package network.mandala.gateway.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntSupplier;

/** All that the gateway counts, with the older node's names; docs/reference/metrics.md explains. */
public final class GatewayMetrics {
  /** The older node's end at one second, which no model keeps. */
  private static final long[] BUCKETS_MILLIS = {
    5, 10, 50, 100, 300, 1_000, 3_000, 10_000, 30_000, 60_000, 120_000
  };

  private final MeterRegistry registry;
  private final Timer duration;
  private final Counter receiptFailures;

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("node.inference.duration")
            .description("Time of calls that reached a runner")
            .serviceLevelObjectives(
                Arrays.stream(BUCKETS_MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new))
            .register(registry);
    this.receiptFailures = registry.counter("node.payment.receipt.failures");
  }

  /** Shows how many calls are being run. */
  public void inFlight(IntSupplier count) {
    Gauge.builder("node.inference.in.flight", count, IntSupplier::getAsInt)
        .strongReference(true)
        .register(registry);
  }

  /** A call was answered with this status of HTTP. */
  public void answered(int status) {
    registry.counter("node.inference.requests", "status", Integer.toString(status)).increment();
  }

  /** A runner ran for so long. */
  public void ran(Duration time) {
    duration.record(time);
  }

  /** A receipt was missing or not accepted. */
  public void receiptFailed() {
    receiptFailures.increment();
  }

  /** A runner failed: {@code failed} or {@code timeout}. */
  public void runnerFailed(boolean timeout) {
    registry.counter("node.runner.failures", "reason", timeout ? "timeout" : "failed").increment();
  }

  /** The router was told that this node is there. */
  public void heartbeat(boolean accepted) {
    registry.counter("node.heartbeats", "result", accepted ? "accepted" : "failed").increment();
  }
}
