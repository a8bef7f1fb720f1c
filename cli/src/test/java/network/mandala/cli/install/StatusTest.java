package network.mandala.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import org.junit.jupiter.api.Test;

class StatusTest {
  @Test
  void saysWhatToDoAboutEachUnhealthyPart() {
    var table =
        StatusCommand.table(
            List.of(
                Part.well("cluster", "runs"),
                Part.unwell("operator", "0 of 2 pods ready", "look at it")));

    assertThat(table.lines().toList())
        .containsExactly(
            "PART      HEALTHY  STATE              WHAT TO DO",
            "cluster   yes      runs               -",
            "operator  no       0 of 2 pods ready  look at it");
  }

  @Test
  void namesTheFirstFewThatAreNotReady() {
    var agents = Stream.of("a", "b", "c", "d", "e").map(StatusTest::agent).toList();

    var part =
        Inspection.resources(
            "agents",
            agents,
            agent -> agent.getMetadata().getName().equals("a") ? ready() : List.of(),
            "look");

    assertThat(part).isEqualTo(Part.unwell("agents", "5, not ready: b, c, d and 1 more", "look"));
  }

  @Test
  void isContentWhenAllAreReady() {
    var part = Inspection.resources("agents", List.of(agent("a")), _ -> ready(), "look");

    assertThat(part).isEqualTo(Part.well("agents", "1, all ready"));
  }

  private static Agent agent(String name) {
    var agent = new Agent();
    agent.getMetadata().setName(name);
    return agent;
  }

  private static List<Condition> ready() {
    return List.of(new ConditionBuilder().withType("Ready").withStatus("True").build());
  }
}
