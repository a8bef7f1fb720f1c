package network.mandala.bridge.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.project.ProjectDeployments.Newest;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
import org.junit.jupiter.api.Test;

class ServingTest {
  private static final String OLD = "a".repeat(32);
  private static final String NEW = "b".repeat(32);

  @Test
  void nothingServesWithoutAnAgent() {
    assertThat(Serving.of(List.of(), Optional.empty())).isEqualTo(new Serving(false, null));
    assertThat(Serving.of(List.of(), newest(NEW))).isEqualTo(new Serving(false, null));
  }

  @Test
  void theOldReleaseIsNotTakenForTheNewOne() {
    assertThat(Serving.of(List.of(agent(OLD, "True", "True")), newest(NEW)))
        .isEqualTo(new Serving(false, OLD));
    assertThat(Serving.of(List.of(agent(NEW, "True", "False")), newest(NEW)))
        .isEqualTo(new Serving(false, NEW));
    assertThat(Serving.of(List.of(agent(NEW, "False", "True")), newest(NEW)))
        .isEqualTo(new Serving(false, NEW));
    assertThat(Serving.of(List.of(agent(NEW, "True", "True")), newest(NEW)))
        .isEqualTo(new Serving(true, NEW));
  }

  @Test
  void aStatusOfAnEarlierSpecSaysNothing() {
    var agent = agent(NEW, "True", "True");
    agent.getMetadata().setGeneration(2L);

    assertThat(Serving.of(List.of(agent), newest(NEW))).isEqualTo(new Serving(false, NEW));
  }

  @Test
  void whatCameInAnotherWayIsOnlineWhenItIsReady() {
    assertThat(Serving.of(List.of(agent(null, "True", "True")), Optional.empty()))
        .isEqualTo(new Serving(true, null));
  }

  private static Optional<Newest> newest(String id) {
    return Optional.of(new Newest(id, "agent"));
  }

  private static Agent agent(String deployment, String ready, String rolledOut) {
    var agent = new Agent();
    agent.setMetadata(new ObjectMetaBuilder().withName("agent").withGeneration(1L).build());
    var release = new Release("r1", "i", null, "h", null, ReleaseState.ACTIVE, null, deployment);
    agent.setStatus(
        new AgentStatus(
            1L,
            null,
            null,
            null,
            null,
            null,
            "r1",
            List.of(release),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(
                new ConditionBuilder().withType("Ready").withStatus(ready).build(),
                new ConditionBuilder().withType("RolledOut").withStatus(rolledOut).build())));
    return agent;
  }
}
