package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.condition.Actor;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Events;
import network.mandala.operator.kubernetes.TimeToReady;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world about transitions: an event, a line in the log, and how long an agent took to
 * become ready. Safe to use from many threads.
 */
final class Announcements {

  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  private final Events events;
  private final TimeToReady timeToReady;

  Announcements(Events events, MeterRegistry metrics) {
    this.events = events;
    this.timeToReady =
        new TimeToReady(
            Timer.builder("mandala.agent.time.to.ready")
                .description("From a change of an Agent to Ready, builds included")
                .serviceLevelObjectives(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10))
                .register(metrics));
  }

  /** To be called with every new status, before it is written. */
  void observe(Agent agent, AgentStatus before, AgentStatus after, Instant now) {
    timeToReady.observe(
        agent,
        !after.observedGeneration().equals(before.observedGeneration()),
        Conditions.isTrue(after.conditions(), AgentCondition.READY.word()),
        now);
    transitions(before.conditions(), after.conditions())
        .forEach(
            condition -> {
              log.info(
                  "{} {}: {}", condition.getType(), condition.getReason(), condition.getMessage());
              events.record(
                  agent, weight(condition), condition.getReason(), condition.getMessage());
            });
  }

  /** Ready, where its status or reason changes; and a build that is done, which Ready passes by. */
  static List<Condition> transitions(List<Condition> before, List<Condition> after) {
    return Stream.of(AgentCondition.BUILT, AgentCondition.READY)
        .flatMap(type -> Conditions.find(after, type.word()).stream())
        .filter(
            condition ->
                AgentCondition.READY.word().equals(condition.getType())
                    || AgentReason.BUILT.word().equals(condition.getReason()))
        .filter(condition -> Conditions.isNews(before, condition))
        .toList();
  }

  private static Events.Weight weight(Condition condition) {
    return AgentReasons.parse(condition.getReason())
                .filter(reason -> reason.actor() == Actor.NOBODY)
                .isPresent()
            || AgentReason.SUSPENDED.word().equals(condition.getReason())
        ? Events.Weight.NORMAL
        : Events.Weight.WARNING;
  }
}
