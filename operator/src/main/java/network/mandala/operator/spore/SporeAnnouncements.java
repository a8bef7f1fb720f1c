package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import network.mandala.crds.condition.Actor;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeStatus;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world about transitions: an event, a line in the log, and how long a spore took to
 * become ready. Safe to use from many threads.
 */
final class SporeAnnouncements {

  private static final Logger log = LoggerFactory.getLogger(SporeAnnouncements.class);

  /** Spores on their way that are timed; more at once are not. */
  private static final int TIMED = 10_000;

  private final Events events;
  private final Timer timeToReady;
  private final Map<String, Instant> changedAt =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
              return size() > TIMED;
            }
          });

  SporeAnnouncements(Events events, MeterRegistry metrics) {
    this.events = events;
    this.timeToReady =
        Timer.builder("mandala.spore.time.to.ready")
            .description("From a change of a Spore to Ready")
            .serviceLevelObjectives(
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10))
            .register(metrics);
  }

  /** To be called with every new status, after it is written. */
  void observe(Spore spore, SporeStatus before, SporeStatus after, Instant now) {
    time(spore, before, after, now);
    Conditions.find(after.conditions(), SporeCondition.READY.word())
        .filter(ready -> isNews(before, ready))
        .ifPresent(
            ready -> {
              log.info("{} {}: {}", ready.getType(), ready.getReason(), ready.getMessage());
              events.record(spore, weight(ready), ready.getReason(), ready.getMessage());
            });
  }

  private static boolean isNews(SporeStatus before, Condition ready) {
    return Conditions.find(before.conditions(), ready.getType())
        .filter(old -> old.getStatus().equals(ready.getStatus()))
        .filter(old -> old.getReason().equals(ready.getReason()))
        .isEmpty();
  }

  private void time(Spore spore, SporeStatus before, SporeStatus after, Instant now) {
    var uid = spore.getMetadata().getUid();
    if (!after.observedGeneration().equals(before.observedGeneration())) {
      changedAt.put(uid, now);
    }
    if (Conditions.isTrue(after.conditions(), SporeCondition.READY.word())) {
      var since = changedAt.remove(uid);
      if (since != null) {
        timeToReady.record(Duration.between(since, now));
      }
    }
  }

  private static Events.Weight weight(Condition condition) {
    return SporeReasons.parse(condition.getReason())
                .filter(reason -> reason.actor() == Actor.NOBODY)
                .isPresent()
            || SporeReason.SUSPENDED.word().equals(condition.getReason())
        ? Events.Weight.NORMAL
        : Events.Weight.WARNING;
  }
}
