package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.Serialization;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import org.junit.jupiter.api.Test;

class RollbackTargetTest {
  @Test
  void withoutAWordItIsTheLastOneThatServedBefore() {
    var agent =
        agent("r4", "r5 Failed", "r4 Active", "r3 Failed", "r2 Superseded", "r1 Superseded");

    assertThat(RollbackTarget.of(agent, null)).isEqualTo("r2");
  }

  @Test
  void fromAnEarlierOneItGoesFurtherBack() {
    var agent = agent("r2", "r3 Superseded", "r2 Active", "r1 Superseded");

    assertThat(RollbackTarget.of(agent, null)).isEqualTo("r1");
  }

  @Test
  void anyOneCanBeNamed() {
    var agent = agent("r2", "r3 Failed", "r2 Active");

    assertThat(RollbackTarget.of(agent, "r3")).isEqualTo("r3");
    assertThat(RollbackTarget.of(agent, "newest")).isEqualTo("newest");
    assertThatThrownBy(() -> RollbackTarget.of(agent, "r9"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("there are: r3, r2");
  }

  @Test
  void theFirstOneHasNoneBefore() {
    assertThatThrownBy(() -> RollbackTarget.of(agent("r1", "r1 Active"), null))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no release before");
  }

  @Test
  void theTableSaysWhichServesAndWhoAsked() {
    var agent = agent("r1", "r2 Superseded", "r1 Active");
    agent.setSpec(
        Serialization.unmarshal("---\n{source: {image: a}, release: r1}", AgentSpec.class));

    var table = ReleaseText.table(agent);

    assertThat(table.lines().toList().get(1))
        .matches("r2 +Superseded +2026-03-01T11:00:00Z +alice +aaaaaaaaaaaa +0123456789ab");
    assertThat(table.lines().toList().get(2)).startsWith("r1").endsWith("serves, held by rollback");
  }

  /** Each release as its id and its state. */
  private static Agent agent(String serving, String... releases) {
    var yaml =
        new StringBuilder(
            "---\nspec: {source: {image: a}}\nmetadata: {name: hello, namespace: mandala-project-demo}\nstatus:\n  release: ");
    yaml.append(serving).append("\n  releases:\n");
    for (String release : releases) {
      var words = release.split(" ");
      yaml.append("  - {id: ")
          .append(words[0])
          .append(", state: ")
          .append(words[1])
          .append(
              ", createdAt: '2026-03-01T11:00:00Z', createdBy: alice, configHash: '0123456789abcdef', image: 'a@sha256:")
          .append("a".repeat(64))
          .append("'}\n");
    }
    return Serialization.unmarshal(yaml.toString(), Agent.class);
  }
}
