package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.DeploymentState;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;

/**
 * How far a deployment is. Pure.
 *
 * @param message what happens, or what to do
 * @param url where it answers; null: not yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeploymentProgress(State state, String message, String url) {

  /** How far. */
  enum State {
    /** Nothing was uploaded. */
    OPEN,
    /** Nothing was uploaded, and it is too late for it. */
    EXPIRED,
    /** The upload is taken, its agent does not ask for it yet. */
    ACCEPTED,
    /** It is built or rolled out. */
    ROLLING_OUT,
    /** It answers. */
    READY,
    /** It will not answer before its owner does something. */
    FAILED,
    /** A later one has taken its place. */
    SUPERSEDED;

    boolean isLast() {
      return this == EXPIRED || this == READY || this == FAILED || this == SUPERSEDED;
    }
  }

  /**
   * @param agent the one that the upload is for, if there is one
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  static DeploymentProgress of(Deployment deployment, Optional<Agent> agent, Instant now) {
    if (deployment.state() == DeploymentState.OPEN) {
      return now.isBefore(deployment.expiresAt())
          ? of(State.OPEN, "waiting for the upload")
          : of(State.EXPIRED, "nothing was uploaded in time: create another deployment");
    }
    var brought = agent.map(DeploymentProgress::brought).orElse("");
    if (brought.equals(deployment.id())) {
      return ofAgent(agent.get());
    }
    return deployment.state() == DeploymentState.ACCEPTED
        ? of(State.ACCEPTED, "the upload is taken")
        : of(State.SUPERSEDED, "a later deployment has taken its place");
  }

  private static String brought(Agent agent) {
    return Optional.ofNullable(agent.getMetadata().getAnnotations())
        .orElse(Map.of())
        .getOrDefault(AgentAnnotations.DEPLOYMENT, "");
  }

  private static DeploymentProgress ofAgent(Agent agent) {
    var status = Optional.ofNullable(agent.getStatus()).orElseGet(AgentStatus::empty);
    if (!agent.getMetadata().getGeneration().equals(status.observedGeneration())) {
      return of(State.ROLLING_OUT, "waiting for the operator to see it");
    }
    if (AgentView.isSettled(agent)) {
      return new DeploymentProgress(State.READY, "it answers", status.url());
    }
    var stuck =
        status.conditions().stream()
            .filter(c -> c.getStatus().equals("False") && AgentReason.needsTenant(c.getReason()))
            .findFirst();
    return stuck
        .map(condition -> of(State.FAILED, condition.getReason() + ": " + words(condition)))
        .orElseGet(
            () ->
                of(
                    State.ROLLING_OUT,
                    status.conditions().stream()
                        .filter(c -> c.getType().equals("Ready"))
                        .findFirst()
                        .map(DeploymentProgress::words)
                        .orElse("the operator works on it")));
  }

  private static String words(Condition condition) {
    return condition.getMessage() == null || condition.getMessage().isBlank()
        ? condition.getReason()
        : condition.getMessage();
  }

  private static DeploymentProgress of(State state, String message) {
    return new DeploymentProgress(state, message, null);
  }
}
