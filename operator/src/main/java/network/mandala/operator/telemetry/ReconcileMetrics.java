package network.mandala.operator.telemetry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.operator.kubernetes.Fault;

/**
 * Counts and times reconciles by kind, never by resource. Named for what an operator of the node
 * asks: how many, how long, how many wait, how many failed and who has to act.
 */
public final class ReconcileMetrics implements Metrics {

  private final MeterRegistry registry;
  private final Runnable onFirstReconcile;
  private final AtomicBoolean reconciled = new AtomicBoolean();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /**
   * @param onFirstReconcile called once, when the first reconcile has ended
   */
  public ReconcileMetrics(MeterRegistry registry, Runnable onFirstReconcile) {
    this.registry = registry;
    this.onFirstReconcile = onFirstReconcile;
  }

  /** Resources of one kind in the executor's queue, and in work. */
  private record Waiting(AtomicInteger queued, AtomicInteger working) {}

  @Override
  public void controllerRegistered(Controller<? extends HasMetadata> controller) {
    waiting(controller.getAssociatedGroupVersionKind().getKind());
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
    waiting(kind(metadata)).queued.incrementAndGet();
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
    var counts = waiting(kind(metadata));
    counts.queued.decrementAndGet();
    counts.working.incrementAndGet();
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
    waiting(kind(metadata)).working.decrementAndGet();
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    var sample = Timer.start(registry);
    var result = "ok";
    try {
      return execution.execute();
    } catch (Exception e) {
      result = Fault.classify(e).word();
      throw e;
    } finally {
      sample.stop(timer(kind(execution.metadata()), execution.name(), result));
      if (reconciled.compareAndSet(false, true)) {
        onFirstReconcile.run();
      }
    }
  }

  private Timer timer(String kind, String step, String result) {
    return Timer.builder("mandala.reconcile")
        .description("Reconciles, by kind, step (reconcile or cleanup) and result")
        .tags(Tags.of("kind", kind, "step", step, "result", result))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10))
        .register(registry);
  }

  private Waiting waiting(String kind) {
    return waiting.computeIfAbsent(
        kind,
        k -> {
          var tags = Tags.of("kind", k);
          return new Waiting(
              registry.gauge("mandala.reconcile.queued", tags, new AtomicInteger()),
              registry.gauge("mandala.reconcile.working", tags, new AtomicInteger()));
        });
  }

  private static String kind(Map<String, Object> metadata) {
    return ((GroupVersionKind) metadata.get(Constants.RESOURCE_GVK_KEY)).getKind();
  }
}
