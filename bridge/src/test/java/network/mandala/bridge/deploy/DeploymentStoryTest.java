package network.mandala.bridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.deploy.DeploymentStory.Told;
import network.mandala.bridge.testing.Statuses;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.agent.BuildStatus;
import org.junit.jupiter.api.Test;

class DeploymentStoryTest {
  private static final String ID = "a".repeat(32);
  private static final String IMAGE = "registry:5000/p/agent@sha256:" + "1".repeat(64);
  private static final BuildStatus STARTED =
      new BuildStatus("k1", "job", "2026-01-01T00:00:00Z", null, null, null);
  private static final BuildStatus BUILT =
      new BuildStatus("k1", "job", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", IMAGE, null);

  @Test
  void nothingIsToldBeforeTheOperatorHasSeenIt() {
    var agent = agent(BUILT, condition("Ready", "True", "Running"));
    agent.getMetadata().setGeneration(2L);

    assertThat(story(agent)).isEmpty();
  }

  @Test
  void aBuildIsToldFromItsBeginning() {
    assertThat(story(agent(null, condition("Built", "False", "BuildQueued", "no room"))))
        .containsExactly(new Told("queued", "The build waits: no room"));
    assertThat(story(agent(STARTED, condition("Built", "False", "Building"))))
        .containsExactly(new Told("build k1", "Build started"));
    assertThat(
            story(
                agent(
                    BUILT,
                    condition("Built", "True", "Built"),
                    condition("RolledOut", "False", "RollingOut"),
                    condition("Ready", "False", "RollingOut"))))
        .containsExactly(
            new Told("build k1", "Build started"),
            new Told("built", "Built: sha256:" + "1".repeat(64)),
            new Told("rollout", "Rolling out"));
  }

  @Test
  void whatWasBuiltBeforeIsNotSaidToBeBuiltNow() {
    var before = new BuildStatus("k1", null, null, null, IMAGE, IMAGE);

    assertThat(story(agent(before, condition("Built", "True", "Built"))))
        .containsExactly(
            new Told(
                "built",
                "Nothing to build, it was built before: sha256:%1$s, frontend sha256:%1$s"
                    .formatted("1".repeat(64))));
  }

  @Test
  void itEndsWithWhereItAnswers() {
    var agent =
        agent(
            BUILT,
            condition("Built", "True", "Built"),
            condition("RolledOut", "True", "Running"),
            condition("DomainsVerified", "False", "DomainUnverified", "make a record"),
            condition("Ready", "True", "Running"));

    assertThat(story(agent))
        .last()
        .isEqualTo(
            new Told(
                DeploymentStory.END,
                "Rolled out: release r1 answers at https://agent.p.test, its frontend at"
                    + " https://frontend.p.test"));
  }

  /** The release before goes on, so Ready is true: it is not the end. */
  @Test
  void aFailureIsToldOnceWithItsReason() {
    var failed =
        agent(
            BUILT,
            condition("Built", "True", "Built"),
            condition("RolledOut", "False", "CrashLooping", "it ends with 1"),
            condition("Ready", "False", "CrashLooping", "it ends with 1"));

    assertThat(story(failed))
        .contains(new Told("obstacle CrashLooping", "Failed: CrashLooping: it ends with 1"))
        .noneMatch(told -> told.what().equals(DeploymentStory.END))
        .filteredOn(told -> told.message().startsWith("Failed"))
        .hasSize(1);
    assertThat(
            story(
                agent(
                    STARTED,
                    condition("Built", "False", "BuildFailed", "npm says no"),
                    condition("RolledOut", "True", "Running"),
                    condition("Ready", "True", "Running"))))
        .containsExactly(
            new Told("build k1", "Build started"),
            new Told("obstacle BuildFailed", "Failed: BuildFailed: npm says no"));
    assertThat(
            story(
                agent(
                    null,
                    condition("DomainsVerified", "False", "DomainUnverified", "make a record"),
                    condition("Ready", "False", "RollingOut"))))
        .contains(new Told("obstacle DomainUnverified", "To do: DomainUnverified: make a record"));
  }

  @Test
  void aLaterOneOrADeletionEndsIt() {
    var later = agent(null);
    later.getMetadata().setAnnotations(Map.of(AgentAnnotations.DEPLOYMENT, "b".repeat(32)));

    assertThat(story(later))
        .containsExactly(new Told(DeploymentStory.END, "A later deployment has taken its place"));
    assertThat(story(null)).containsExactly(new Told(DeploymentStory.END, "The agent was deleted"));
  }

  private static List<Told> story(Agent agent) {
    return DeploymentStory.of(
        new Deployment(
            ID,
            "p",
            "c",
            Instant.EPOCH,
            Instant.EPOCH,
            DeploymentState.APPLIED,
            new Wish("agent", "d", Map.of())),
        agent);
  }

  private static Agent agent(BuildStatus build, Condition... conditions) {
    var agent = new Agent();
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withName("agent")
            .withGeneration(1L)
            .withAnnotations(Map.of(AgentAnnotations.DEPLOYMENT, ID))
            .build());
    agent.setSpec(Statuses.spec("{\"source\":{\"artifact\":\"x\"},\"runtime\":\"node\"}"));
    agent.setStatus(Statuses.status(build, conditions));
    return agent;
  }

  private static Condition condition(String type, String status, String reason) {
    return condition(type, status, reason, "");
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }
}
