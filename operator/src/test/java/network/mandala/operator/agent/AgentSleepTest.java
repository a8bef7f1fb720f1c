package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.operator.kubernetes.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSleepTest {

  private static final String SPEC =
      "{source: {image: a}, scaling: {sleep: {afterIdleSeconds: 600}}}";

  /** Ready and wanted pods, seconds since the last request and since the pods became ready. */
  @ParameterizedTest(name = "{0} of {1} pods, asked {2} s ago, ready since {3} s: asleep {4}")
  @CsvSource({
    "1, 1, 599, 9999, false",
    "1, 1, 600, 9999, true",
    // Woken, or rolled out, a moment ago.
    "1, 1, 9999, 10, false",
    "0, 0, 9999, 9999, true",
    // The next request.
    "0, 0, 1, 9999, false",
  })
  void itSleepsWhenNobodyAskedForAWhile(
      int ready, int wanted, int askedAgo, int readyFor, boolean asleep) {
    var agent = sleepy(SPEC, ready, wanted, NOW.minusSeconds(askedAgo), NOW.minusSeconds(readyFor));

    assertThat(AgentSleep.isAsleep(agent.seen(), run(agent), NOW)).isEqualTo(asleep);
  }

  @Test
  void aSlowStartIsNotTakenForIdleness() {
    var spec = "{source: {image: a}, scaling: {sleep: {afterIdleSeconds: 10}}}";

    // The node gives a start five minutes.
    var starting = sleepy(spec, 0, 1, NOW.minusSeconds(299), null);
    assertThat(AgentSleep.isAsleep(starting.seen(), run(starting), NOW)).isFalse();
    assertThat(AgentSleep.isWaking(starting.seen(), run(starting), NOW)).isTrue();
    var hanging = sleepy(spec, 0, 1, NOW.minusSeconds(300), null);
    assertThat(AgentSleep.isAsleep(hanging.seen(), run(hanging), NOW)).isTrue();
  }

  @Test
  void aNewReleaseHasToShowThatItRunsFirst() {
    var agent = sleepy(SPEC, 0, 0, NOW.minusSeconds(9999), null);
    var asleep = agent.with(AgentStatuses.of(agent.seen(), plan(agent), null, NOW)).seen();
    assertThat(AgentSleep.isAsleep(asleep, run(agent), NOW)).isTrue();

    var changed =
        AnAgent.asking(SPEC.replace("image: a", "image: b"))
            .with(asleep.status())
            .with(asleep.deployment())
            .behindTheActivator()
            .askedFor(NOW.minusSeconds(9999));

    assertThat(AgentSleep.isAsleep(changed.seen(), run(changed), NOW)).isFalse();
    assertThat(
            AgentReplicas.toWrite(
                changed.seen(), run(changed).target().content(), asleep.deployment()))
        .hasValue(1);
  }

  @Test
  void aFixedNumberOfPodsOrANodeWithoutAnActivatorKeepsItAwake() {
    var fixed =
        sleepy(
            "{source: {image: a}, scaling: {replicas: 1, sleep: {}}}",
            1,
            1,
            NOW.minusSeconds(9999),
            null);
    assertThat(AgentSleep.isAsleep(fixed.seen(), run(fixed), NOW)).isFalse();

    var alone = AnAgent.asking(SPEC).askedFor(NOW.minusSeconds(9999));
    var target = alone.target("a");
    alone.recorded(target).running(target, 1, 1);
    alone.with(AgentStatuses.of(alone.seen(), plan(alone), null, NOW));
    alone.with(AgentIngress.desired(alone.seen()));
    var status = AgentStatuses.of(alone.seen(), plan(alone), null, NOW);
    assertThat(Conditions.find(status.conditions(), "Ready").orElseThrow().getMessage())
        .endsWith("It does not sleep: this node has no activator, which would wake it.");
  }

  @Test
  void asleepItIsReadyAndSaysSo() {
    var agent = sleepy(SPEC, 0, 0, NOW.minusSeconds(9999), null);
    agent.with(AgentIngress.desired(agent.seen()));

    var status = AgentStatuses.of(agent.seen(), plan(agent), null, NOW);

    for (var type : new AgentCondition[] {AgentCondition.READY, AgentCondition.ROLLED_OUT}) {
      var condition = Conditions.find(status.conditions(), type.word()).orElseThrow();
      assertThat(condition.getStatus()).isEqualTo("True");
      assertThat(condition.getReason()).isEqualTo("Sleeping");
      assertThat(condition.getMessage())
          .isEqualTo(
              "No request came for 10 min, so no pod runs. The next request to"
                  + " https://hello.demo.example.org/ starts one and waits for it.");
    }
    assertThat(status.replicas()).isZero();
  }

  @Test
  void wokenItIsOnItsWay() {
    var agent = sleepy(SPEC, 0, 1, NOW.minusSeconds(2), null);
    agent.with(AgentIngress.desired(agent.seen()));

    var ready =
        Conditions.find(
                AgentStatuses.of(agent.seen(), plan(agent), null, NOW).conditions(), "Ready")
            .orElseThrow();

    assertThat(ready.getStatus()).isEqualTo("Unknown");
    assertThat(ready.getReason()).isEqualTo("Waking");
  }

  @Test
  void itIsLookedAtAgainWhenItIsTimeToSleep() {
    var agent = sleepy(SPEC, 1, 1, NOW.minusSeconds(590), NOW.minusSeconds(9999));

    assertThat(Recheck.after(agent.seen(), plan(agent), null, NOW))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));

    var asleep = sleepy(SPEC, 0, 0, NOW.minusSeconds(9999), null);
    assertThat(Recheck.after(asleep.seen(), plan(asleep), null, NOW))
        .isEqualTo(AnAgent.NODE.driftCheck());
  }

  /**
   * One whose release is active.
   *
   * @param readySince null: they are not
   */
  private static AnAgent sleepy(
      String spec, int ready, int wanted, Instant asked, Instant readySince) {
    var agent = AnAgent.asking(spec).behindTheActivator().askedFor(asked);
    var target = agent.target("a");
    agent.recorded(target).running(target, 1, 1);
    // It is recorded in one pass, and active in the next.
    agent.with(AgentStatuses.of(agent.seen(), plan(agent), null, NOW));
    agent.with(AgentStatuses.of(agent.seen(), plan(agent), null, NOW));
    agent.running(target, ready, wanted);
    agent
        .seen()
        .deployment()
        .getStatus()
        .getConditions()
        .getFirst()
        .setLastTransitionTime(readySince == null ? "2026-03-01T01:00:00Z" : readySince.toString());
    return agent;
  }

  private static AgentPlan plan(AnAgent agent) {
    return AgentPlan.decide(agent.seen(), NOW);
  }

  private static AgentPlan.Run run(AnAgent agent) {
    return (AgentPlan.Run) plan(agent);
  }
}
