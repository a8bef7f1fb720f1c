package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.crds.agent.Agent;
import network.mandala.manifest.Service;
import org.junit.jupiter.api.Test;

class AgentWishTest {
  private static final String ARTIFACT = "registry/demo/hello/source@sha256:" + "0".repeat(64);

  @Test
  void aFirstPushSaysOnlyWhatWasGiven() {
    var wish = wish(new PushFlags("node", null, List.of(), Map.of(), Set.of()));

    assertThat(wish.spec(ARTIFACT, EarlierPush.of(null)))
        .isEqualTo(Map.of("source", Map.of("artifact", ARTIFACT), "runtime", "node"));
  }

  @Test
  void aLaterPushKeepsWhatEarlierOnesSaid() {
    var wish = wish(new PushFlags("node", null, List.of(), Map.of("NEW", "2"), Set.of()));

    var spec = wish.spec(ARTIFACT, EarlierPush.of(pushedBefore()));

    assertThat(spec)
        .containsEntry("env", Map.of("OURS", "1", "NEW", "2"))
        .containsEntry("ports", List.of(9000))
        .containsEntry("build", Map.of("entry", "server.js"));
  }

  @Test
  void whatIsGivenWinsOverWhatWasSaidBefore() {
    var wish =
        wish(new PushFlags("node", "other.js", List.of(9001), Map.of("OURS", "3"), Set.of()));

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

  @Test
  void aVariableIsTakenAwayWhenAPersonSaysSo() {
    var wish = wish(new PushFlags("node", null, List.of(), Map.of(), Set.of("OURS")));

    assertThat(wish.spec(ARTIFACT, EarlierPush.of(pushedBefore()))).doesNotContainKey("env");
  }

  @Test
  void aManifestSaysEverythingAnew() {
    var service = service("agent: {}", "env: {A: '1'}", "ports: [7000]");
    var wish = new AgentWish("demo", "hello", service, PushFlags.NONE, Map.of());

    var spec = wish.spec(ARTIFACT, EarlierPush.of(pushedBefore()));

    assertThat(spec)
        .as(
            "the variable of the earlier push was given by hand, its entry and port were not asked for")
        .containsEntry("env", Map.of("A", "1", "OURS", "1"))
        .containsEntry("ports", List.of(7000))
        .containsEntry("runtime", "node")
        .doesNotContainKey("build");
    assertThat(wish.variablesOfManifest()).containsExactly("A");
  }

  @Test
  void whatIsNoLongerInTheManifestGoes() {
    var before = pushedBefore();
    before.getMetadata().setAnnotations(PushAnnotations.of("alice", 3, Set.of("OURS")));
    var wish = new AgentWish("demo", "hello", service("agent: {}"), PushFlags.NONE, Map.of());

    assertThat(wish.spec(ARTIFACT, EarlierPush.of(before))).doesNotContainKey("env");
  }

  @Test
  void optionsWinOverLinksAndLinksOverTheManifest() {
    var service = service("agent: {buildContext: 'api'}", "env: {A: 'm', B: 'm', C: 'm'}");
    var flags = new PushFlags("python", "x.py", List.of(1), Map.of("A", "flag"), Set.of());
    var wish = new AgentWish("demo", "hello", service, flags, Map.of("A", "link", "B", "link"));

    assertThat(wish.spec(ARTIFACT, EarlierPush.of(null)))
        .containsEntry("env", Map.of("A", "flag", "B", "link", "C", "m"))
        .containsEntry("runtime", "python")
        .containsEntry("build", Map.of("directory", "api", "entry", "x.py"))
        .containsEntry("ports", List.of(1));
    assertThat(wish.variablesOfManifest()).containsExactly("B", "C");
  }

  @Test
  void anImageNeedsNoSource() {
    var wish =
        new AgentWish("demo", "hello", service("agent: {image: 'a:1'}"), PushFlags.NONE, Map.of());

    assertThat(wish.needsSource()).isFalse();
    assertThat(wish.spec(null, EarlierPush.of(null)))
        .containsEntry("source", Map.of("image", "a:1"))
        .doesNotContainKey("runtime");
  }

  private static AgentWish wish(PushFlags flags) {
    return AgentWish.of("demo", "hello", flags);
  }

  private static Service service(String... fields) {
    return Manifests.read(fields).services().getFirst();
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
