package network.mandala.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleResourcesTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StaleResources stale = new StaleResources(metrics, clock);
  private final List<ConfigMap> cache = new ArrayList<>();

  @BeforeEach
  void watch() {
    // The generation that was answered is in an annotation here.
    stale.watch(
        "Thing",
        cache::stream,
        thing -> {
          var answered = thing.getMetadata().getAnnotations().get("observed");
          return answered == null ? null : Long.valueOf(answered);
        });
  }

  @Test
  void whatIsAnsweredIsNotStale() {
    cache.add(thing("a", 2, "2"));

    after(Duration.ofMinutes(5));

    assertThat(count()).isZero();
  }

  @Test
  void whatWaitsForMoreThanAMinuteIs() {
    cache.add(thing("old", 2, "1"));
    cache.add(thing("new", 1, null));
    stale.sample();

    after(Duration.ofSeconds(60));
    assertThat(count()).isZero();

    after(Duration.ofSeconds(1));
    assertThat(count()).isEqualTo(2);

    cache.clear();
    after(Duration.ofSeconds(10));
    assertThat(count()).isZero();
  }

  @Test
  void aNewGenerationWaitsFromItsOwnBeginning() {
    cache.add(thing("a", 2, "1"));
    stale.sample();
    after(Duration.ofSeconds(50));
    cache.set(0, thing("a", 3, "2"));
    stale.sample();

    after(Duration.ofSeconds(50));

    assertThat(count()).isZero();
  }

  private void after(Duration duration) {
    now = now.plus(duration);
    stale.sample();
  }

  private double count() {
    return metrics.get("mandala.resources.stale").tag("kind", "Thing").gauge().value();
  }

  private static ConfigMap thing(String uid, long generation, String observed) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withGeneration(generation)
        .addToAnnotations(observed == null ? "none" : "observed", observed)
        .endMetadata()
        .build();
  }
}
