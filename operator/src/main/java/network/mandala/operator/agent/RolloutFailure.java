package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.operator.kubernetes.Conditions;

/** What is said of a release that did not become ready, while an older one runs in its place. */
final class RolloutFailure {

  private RolloutFailure() {}

  /**
   * Once the pods of the failed release are gone, nothing but the status knows what was wrong with
   * them, so what it says is kept.
   */
  static Finding of(Seen seen, Target failed, Target running, Instant now) {
    var prefix = "Release " + failed.id() + " ";
    var said =
        Conditions.find(seen.status().conditions(), AgentCondition.ROLLED_OUT.word())
            .filter(c -> AgentReason.ROLLOUT_TIMED_OUT.word().equals(c.getReason()))
            .map(Condition::getMessage)
            .filter(message -> message.startsWith(prefix));
    return new Finding(
        AgentReason.ROLLOUT_TIMED_OUT,
        said.orElseGet(
            () ->
                prefix
                    + "did not become ready in "
                    + words(
                        Patience.withRollout(failed.content(), seen.node().rolloutTimeout())
                            .toSeconds())
                    + ", so release "
                    + running.id()
                    + " runs again. "
                    + AgentDiagnosis.of(seen, failed, now)
                        .map(Finding::message)
                        .orElse("Its pods gave no reason.")));
  }

  static String words(long seconds) {
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
