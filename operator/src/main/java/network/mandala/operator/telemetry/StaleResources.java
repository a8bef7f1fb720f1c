package network.mandala.operator.telemetry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Counts the resources whose latest generation nobody has answered for a minute: the sign of a
 * reconciler that is stuck, for whatever reason. Reads caches only. Safe to use from many threads.
 */
public final class StaleResources {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MeterRegistry metrics;
  private final Clock clock;
  private final Map<String, Watched<?>> kinds = new ConcurrentHashMap<>();

  public StaleResources(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Watched<R extends HasMetadata>(
      Supplier<Stream<R>> cache,
      Function<R, Long> observedGeneration,
      AtomicInteger stale,
      Map<String, Instant> unansweredSince) {

    void sample(Instant now) {
      var unanswered = new HashMap<String, Instant>();
      cache
          .get()
          .filter(r -> !r.getMetadata().getGeneration().equals(observedGeneration.apply(r)))
          .forEach(
              r -> {
                var key = r.getMetadata().getUid() + "/" + r.getMetadata().getGeneration();
                unanswered.put(key, unansweredSince.getOrDefault(key, now));
              });
      unansweredSince.clear();
      unansweredSince.putAll(unanswered);
      var since = now.minus(PATIENCE);
      stale.set((int) unanswered.values().stream().filter(since::isAfter).count());
    }
  }

  /**
   * Adds a kind.
   *
   * @param cache its resources as the informer has them
   * @param observedGeneration out of the status; null when there is none
   */
  public <R extends HasMetadata> void watch(
      String kind, Supplier<Stream<R>> cache, Function<R, Long> observedGeneration) {
    var gauge =
        metrics.gauge("mandala.resources.stale", Tags.of("kind", kind), new AtomicInteger());
    kinds.put(kind, new Watched<>(cache, observedGeneration, gauge, new ConcurrentHashMap<>()));
  }

  /** Looks at the caches; to be called every few seconds, by one thread. */
  public void sample() {
    var now = clock.instant();
    kinds.values().forEach(watched -> watched.sample(now));
  }
}
