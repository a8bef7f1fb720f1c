package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.Release;

/**
 * An agent, as it is shown. Nothing of its environment is in it.
 *
 * @param ready it answers, and nothing newer is on its way
 * @param release the one that serves; null: none yet
 * @param pinned the release that it is held at; null: none
 * @param conditions what is well and what is not, with what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentView(
    String name,
    boolean ready,
    boolean suspended,
    String url,
    String frontendUrl,
    String image,
    String release,
    String pinned,
    int replicas,
    int readyReplicas,
    List<Release> releases,
    List<ConditionView> conditions,
    String createdAt) {

  /** Something that is well or not. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ConditionView(String type, String status, String reason, String message, String since) {
    static ConditionView of(Condition condition) {
      return new ConditionView(
          condition.getType(),
          condition.getStatus(),
          condition.getReason(),
          condition.getMessage(),
          condition.getLastTransitionTime());
    }
  }

  static AgentView of(Agent agent) {
    var status = Optional.ofNullable(agent.getStatus()).orElseGet(AgentStatus::empty);
    return new AgentView(
        agent.getMetadata().getName(),
        isSettled(agent),
        Boolean.TRUE.equals(agent.getSpec().suspend()),
        status.url(),
        status.frontendUrl(),
        status.image(),
        status.release(),
        agent.getSpec().release(),
        status.replicas() == null ? 0 : status.replicas(),
        status.readyReplicas() == null ? 0 : status.readyReplicas(),
        status.releases(),
        status.conditions().stream().map(ConditionView::of).toList(),
        agent.getMetadata().getCreationTimestamp());
  }

  /** It answers, and nothing newer is on its way. */
  static boolean isSettled(Agent agent) {
    var status = Optional.ofNullable(agent.getStatus()).orElseGet(AgentStatus::empty);
    return agent.getMetadata().getGeneration().equals(status.observedGeneration())
        && status.conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))
        && status.conditions().stream()
            .noneMatch(
                c ->
                    c.getStatus().equals("False")
                        || c.getType().equals("RolledOut") && !c.getStatus().equals("True"));
  }
}
