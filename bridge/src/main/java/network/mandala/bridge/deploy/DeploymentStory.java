package network.mandala.bridge.deploy;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;

/**
 * What is to be told of a deployment as its Agent is now: whatever was missed in between is not
 * told, and the same is not told twice. Pure.
 */
final class DeploymentStory {
  /** What is told last: nothing comes after it. */
  static final String END = "end";

  /** A condition that keeps a release from running; others wait for something beside it. */
  private static final Set<String> NEEDED =
      Set.of(
          AgentCondition.READY.word(),
          AgentCondition.BUILT.word(),
          AgentCondition.ROLLED_OUT.word(),
          AgentCondition.DATABASES_READY.word(),
          AgentCondition.FRONTEND_READY.word());

  private static final int LONGEST_KEY = 64;

  private final Agent agent;
  private final AgentStatus status;
  private final List<Told> told = new ArrayList<>();

  private DeploymentStory(Agent agent) {
    this.agent = agent;
    this.status = Optional.ofNullable(agent.getStatus()).orElseGet(AgentStatus::empty);
  }

  /**
   * One thing.
   *
   * @param what it is, told once of a deployment
   * @param message for people
   */
  record Told(String what, String message) {}

  /**
   * In the order in which it happened.
   *
   * @param deployment that was applied
   * @param agent null: there is none any more
   */
  static List<Told> of(Deployment deployment, Agent agent) {
    if (agent == null) {
      return List.of(new Told(END, "The agent was deleted"));
    }
    if (!deployment.id().equals(brought(agent))) {
      return List.of(new Told(END, "A later deployment has taken its place"));
    }
    return new DeploymentStory(agent).all();
  }

  private static String brought(Agent agent) {
    return Optional.ofNullable(agent.getMetadata().getAnnotations())
        .orElse(Map.of())
        .get(AgentAnnotations.DEPLOYMENT);
  }

  private List<Told> all() {
    if (!agent.getMetadata().getGeneration().equals(status.observedGeneration())) {
      return List.of();
    }
    if (agent.getSpec().source().artifact() != null) {
      build();
    }
    if (isDone()) {
      told.add(new Told(END, done()));
      return told;
    }
    if (is(AgentReason.ROLLING_OUT)) {
      told.add(new Told("rollout", "Rolling out"));
    }
    status.conditions().stream()
        .filter(c -> c.getStatus().equals("False") && AgentReason.needsTenant(c.getReason()))
        // Ready only repeats what another one says.
        .filter(c -> !c.getType().equals(AgentCondition.READY.word()) || isOnlyReady(c))
        .forEach(this::obstacle);
    return told;
  }

  private void build() {
    var build = status.build();
    if (is(AgentReason.BUILD_QUEUED)) {
      told.add(new Told("queued", "The build waits: " + words(AgentCondition.BUILT)));
    }
    if (build != null && build.startedAt() != null) {
      told.add(new Told(shortened("build " + build.key()), "Build started"));
    }
    if (build != null && build.image() != null && is(AgentReason.BUILT)) {
      told.add(
          new Told(
              "built",
              (build.startedAt() == null ? "Nothing to build, it was built before: " : "Built: ")
                  + digest(build.image())
                  + (build.frontendImage() == null
                      ? ""
                      : ", frontend " + digest(build.frontendImage()))));
    }
  }

  private void obstacle(Condition condition) {
    told.add(
        new Told(
            shortened("obstacle " + condition.getReason()),
            (NEEDED.contains(condition.getType()) ? "Failed: " : "To do: ")
                + condition.getReason()
                + ": "
                + words(condition)));
  }

  private boolean isOnlyReady(Condition ready) {
    return status.conditions().stream()
        .noneMatch(c -> c != ready && c.getReason().equals(ready.getReason()));
  }

  private boolean isDone() {
    return has(AgentCondition.READY, "True")
        && has(AgentCondition.ROLLED_OUT, "True")
        && !has(AgentCondition.BUILT, "False")
        && !has(AgentCondition.FRONTEND_READY, "False");
  }

  private String done() {
    return "Rolled out"
        + (status.release() == null ? "" : ": release " + status.release())
        + (status.url() == null ? "" : " answers at " + status.url())
        + (status.frontendUrl() == null ? "" : ", its frontend at " + status.frontendUrl());
  }

  private boolean has(AgentCondition type, String value) {
    return condition(type).filter(c -> c.getStatus().equals(value)).isPresent();
  }

  private boolean is(AgentReason reason) {
    return status.conditions().stream().anyMatch(c -> reason.word().equals(c.getReason()));
  }

  private String words(AgentCondition type) {
    return condition(type).map(DeploymentStory::words).orElse("");
  }

  private Optional<Condition> condition(AgentCondition type) {
    return status.conditions().stream().filter(c -> c.getType().equals(type.word())).findFirst();
  }

  private static String words(Condition condition) {
    return condition.getMessage() == null || condition.getMessage().isBlank()
        ? condition.getReason()
        : condition.getMessage();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private static String shortened(String key) {
    return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
  }
}
