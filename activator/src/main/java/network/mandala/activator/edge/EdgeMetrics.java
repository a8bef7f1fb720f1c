package network.mandala.activator.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked of each spore, and how it answered. Series name spores, unlike all others of the
 * node: there are as many of them as paths, and they go with their spore. Safe to use from many
 * threads.
 */
final class EdgeMetrics {

  /** So long may an answer take to begin: the bounds of the histogram. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(300),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private static final int ERRORS_FROM = 500;

  private final MeterRegistry registry;
  private final Map<Tags, App> apps = new ConcurrentHashMap<>();

  EdgeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The series of one spore. */
  private record App(Counter requests, Counter errors, Counter retries, Timer answers) {
    List<Meter> all() {
      return List.of(requests, errors, retries, answers);
    }
  }

  /**
   * A request had its answer.
   *
   * @param took until the answer began: how long it lasts is the spore's own affair
   */
  void answered(Route route, int status, Duration took) {
    var app = app(route);
    app.requests().increment();
    app.answers().record(took);
    if (status >= ERRORS_FROM) {
      app.errors().increment();
    }
  }

  /** A second instance was asked. */
  void askedAgain(Route route) {
    app(route).retries().increment();
  }

  /** A request that came to no spore. */
  void refused(int status) {
    registry.counter("mandala.edge.refused", "status", String.valueOf(status)).increment();
  }

  /** Its path is gone. */
  void forget(String namespace, String app) {
    var known = apps.remove(tags(namespace, app));
    if (known != null) {
      known.all().forEach(registry::remove);
    }
  }

  private App app(Route route) {
    return apps.computeIfAbsent(tags(route.namespace(), route.app()), this::register);
  }

  private App register(Tags tags) {
    return new App(
        registry.counter("mandala.edge.requests", tags),
        registry.counter("mandala.edge.errors", tags),
        registry.counter("mandala.edge.retries", tags),
        Timer.builder("mandala.edge.answer")
            .tags(tags)
            .serviceLevelObjectives(BOUNDS)
            .register(registry));
  }

  private static Tags tags(String namespace, String app) {
    return Tags.of("namespace", namespace, "app", app);
  }
}
