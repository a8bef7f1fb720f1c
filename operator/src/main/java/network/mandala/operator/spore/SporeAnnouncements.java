package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import network.mandala.crds.condition.Actor;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeStatus;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Events;
import network.mandala.operator.kubernetes.TimeToReady;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world about transitions: an event, a line in the log, and how long a spore took to
 * become ready. Safe to use from many threads.
 */
final class SporeAnnouncements {

  private static final Logger log = LoggerFactory.getLogger(SporeAnnouncements.class);

  private final Events events;
  private final TimeToReady timeToReady;

  SporeAnnouncements(Events events, MeterRegistry metrics) {
    this.events = events;
    this.timeToReady =
        new TimeToReady(
            Timer.builder("mandala.spore.time.to.ready")
                .description("From a change of a Spore to Ready")
                .serviceLevelObjectives(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10))
                .register(metrics));
  }

  /** To be called with every new status, after it is written. */
  void observe(Spore spore, SporeStatus before, SporeStatus after, Instant now) {
    timeToReady.observe(
        spore,
        !after.observedGeneration().equals(before.observedGeneration()),
        Conditions.isTrue(after.conditions(), SporeCondition.READY.word()),
        now);
    Conditions.find(after.conditions(), SporeCondition.READY.word())
        .filter(ready -> Conditions.isNews(before.conditions(), ready))
        .ifPresent(
            ready -> {
              log.info("{} {}: {}", ready.getType(), ready.getReason(), ready.getMessage());
              events.record(spore, weight(ready), ready.getReason(), ready.getMessage());
            });
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
