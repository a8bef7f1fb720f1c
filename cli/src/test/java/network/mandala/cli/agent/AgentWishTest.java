package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.Agent;
import org.junit.jupiter.api.Test;

class AgentWishTest {
  private static final String ARTIFACT = "registry/demo/hello/source@sha256:" + "0".repeat(64);

  @Test
  void aFirstPushSaysOnlyWhatWasGiven() {
    var wish = new AgentWish("demo", "hello", "node", null, List.of(), Map.of());

    assertThat(wish.spec(ARTIFACT, EarlierPush.of(null)))
        .isEqualTo(Map.of("source", Map.of("artifact", ARTIFACT), "runtime", "node"));
  }

  @Test
  void aLaterPushKeepsWhatEarlierOnesSaid() {
    var wish = new AgentWish("demo", "hello", "node", null, List.of(), Map.of("NEW", "2"));

    var spec = wish.spec(ARTIFACT, EarlierPush.of(pushedBefore()));

    assertThat(spec)
        .containsEntry("env", Map.of("OURS", "1", "NEW", "2"))
        .containsEntry("ports", List.of(9000))
        .containsEntry("build", Map.of("entry", "server.js"));
  }

  @Test
  void whatIsGivenWinsOverWhatWasSaidBefore() {
    var wish =
        new AgentWish("demo", "hello", "node", "other.js", List.of(9001), Map.of("OURS", "3"));

    var spec = wish.spec(ARTIFACT, EarlierPush.of(pushedBefore()));

    assertThat(spec)
        .containsEntry("env", Map.of("OURS", "3"))
        .containsEntry("ports", List.of(9001))
        .containsEntry("build", Map.of("entry", "other.js"));
  }

  @Test
  void fieldsOfOtherWritersAreLeftToThem() {
    var agent = pushedBefore();
    agent.getMetadata().getManagedFields().getFirst().setManager("kubectl");

    assertThat(EarlierPush.of(agent)).isEqualTo(EarlierPush.of(null));
  }

  /** An Agent of an earlier push, to which somebody else added the variable OTHERS. */
  private static Agent pushedBefore() {
    return Serialization.unmarshal(
        """
        apiVersion: mandala.network/v1alpha1
        kind: Agent
        metadata:
          name: hello
          managedFields:
          - manager: mandala-cli
            operation: Apply
            fieldsType: FieldsV1
            fieldsV1:
              f:spec:
                f:source: {f:artifact: {}}
                f:runtime: {}
                f:build: {f:entry: {}}
                f:ports: {}
                f:env: {f:OURS: {}}
        spec:
          source: {artifact: registry/demo/hello/source@sha256:1}
          runtime: node
          build: {entry: server.js}
          ports: [9000]
          env: {OURS: "1", OTHERS: "x"}
        """,
        Agent.class);
  }
}
