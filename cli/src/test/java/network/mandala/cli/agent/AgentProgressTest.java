package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import network.mandala.cli.follow.Progress.Arrived;
import network.mandala.cli.follow.Progress.Stuck;
import network.mandala.cli.follow.Progress.Underway;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentProgressTest {
  @Test
  void waitsWhileNobodyHasLooked() {
    assertThat(AgentProgress.of(new Agent(), 1)).isInstanceOf(Underway.class);
  }

  @Test
  void doesNotTakeTheStatusOfTheReleaseBefore() {
    var agent = agent(1, condition("Ready", "True", "Running", "It answers."));

    assertThat(AgentProgress.of(agent, 2)).isInstanceOf(Underway.class);
  }

  @Test
  void hasArrivedWhenItIsReady() {
    var agent = agent(2, condition("Ready", "True", "Running", "It answers."));

    assertThat(AgentProgress.of(agent, 2)).isEqualTo(new Arrived());
  }

  @Test
  void hasNotArrivedWhileTheReleaseBeforeAnswers() {
    var agent =
        agent(
            2,
            condition("Ready", "True", "Running", "It answers."),
            condition("RolledOut", "Unknown", "RollingOut", "1 of 2 pods ready."));

    assertThat(AgentProgress.of(agent, 2)).isInstanceOf(Underway.class);
  }

  @Test
  void saysWhatTheOperatorDoes() {
    var agent = agent(2, condition("Ready", "False", "Building", "npm ci runs"));

    assertThat(AgentProgress.of(agent, 2)).isEqualTo(new Underway("npm ci runs"));
  }

  @ParameterizedTest
  @EnumSource(
      value = AgentReason.class,
      names = {"BUILD_FAILED", "CRASH_LOOPING", "QUOTA_EXCEEDED", "HOST_TAKEN"})
  void isStuckWhereTheTenantHasToAct(AgentReason reason) {
    var agent =
        agent(
            2,
            condition("Ready", "True", "Running", "The release before answers."),
            condition("RolledOut", "False", reason.word(), "do this"));

    assertThat(AgentProgress.of(agent, 2)).isEqualTo(new Stuck(reason.word() + ": do this"));
  }

  @ParameterizedTest
  @EnumSource(
      value = AgentReason.class,
      names = {"REGISTRY_UNAVAILABLE", "UNSCHEDULABLE", "ROLLING_OUT", "UNHEALTHY"})
  void waitsForWhatMayPass(AgentReason reason) {
    var agent = agent(2, condition("Ready", "False", reason.word(), "a moment"));

    assertThat(AgentProgress.of(agent, 2)).isInstanceOf(Underway.class);
  }

  @Test
  void isStuckWhenItIsGone() {
    assertThat(AgentProgress.of(null, 1)).isInstanceOf(Stuck.class);
  }

  private static Agent agent(long observedGeneration, Condition... conditions) {
    var agent = new Agent();
    agent.setStatus(
        new AgentStatus(
            observedGeneration,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(conditions)));
    return agent;
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }
}
