package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Runtime;
import network.mandala.crds.project.PodSecurity;
import network.mandala.operator.build.BuildGrantSecret;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentChildrenTest {

  @Test
  void theLeastThatAnAgentCanSay() {
    Golden.assertMatches("agent-standard", desired(agent("agent-standard").seen()));
  }

  @Test
  void everythingThatPodsAreMadeFrom() {
    var open =
        new ProjectSeen.Open(
            "demo", "uid-of-demo", PodSecurity.BASELINE, "gvisor", ProjectFunds.UNMETERED);

    Golden.assertMatches(
        "agent-all-set",
        desired(
            agent("agent-all-set")
                .in(open)
                .on(AnAgent.node(true))
                .taken("taken.example.com")
                .seen()));
  }

  @Test
  void anAutoscalerAndCertificates() {
    Golden.assertMatches(
        "agent-scaled", desired(agent("agent-scaled").on(withCertificates()).seen()));
  }

  @Test
  void anAgentThatMaySleep() {
    Golden.assertMatches(
        "agent-sleepy", desired(agent("agent-sleepy").behindTheActivator().seen()));
  }

  @Test
  void podsWithGpus() {
    Golden.assertMatches("agent-gpu", desired(agent("agent-gpu").seen()));
  }

  @Test
  void aFrontendBesideTheAgent() {
    Golden.assertMatches("agent-frontend", desired(agent("agent-frontend").seen()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"build-node", "build-python", "build-site"})
  void aBuild(String name) {
    Golden.assertMatches(
        name, desired(agent(name).on(AnAgent.node(name.equals("build-node"))).seen()));
  }

  @Test
  void aDockerfileIsBuiltInANamespaceForBuilds() {
    var node = AnAgent.node(true);

    Golden.assertMatches(
        "build-docker", desired(agent("build-docker").on(node).with(quotaForBuilds()).seen()));
  }

  @Test
  void noDockerfileIsBuiltBeforeItsNamespaceStands() {
    var agent = agent("build-docker");

    assertThat(desired(agent.seen())).isEmpty();
    assertThat(((AgentPlan.Await) AgentPlan.decide(agent.seen(), NOW)).build())
        .isInstanceOf(BuildStep.Unprepared.class);
  }

  private static ResourceQuota quotaForBuilds() {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withNamespace("mandala-build-demo")
        .endMetadata()
        .build();
  }

  @Test
  void theSameInputMakesTheSameBytes() {
    assertThat(desired(agent("agent-all-set").seen()))
        .isEqualTo(desired(agent("agent-all-set").seen()));
  }

  @Test
  void aVolumeIsNotGivenUpBeforeTheReleaseWithoutItHasProvedItself() {
    var agent = AnAgent.asking("source: {image: a}");
    var target = agent.target("a");

    assertThat(wanted(agent.seen()).kinds()).doesNotContain(PersistentVolumeClaim.class);
    assertThat(wanted(agent.recorded(target).running(target, 1, 1).seen()).kinds())
        .contains(PersistentVolumeClaim.class);
  }

  @Test
  void aGrantThatEndsSoonIsLeftOutUntilItIsGone() {
    var agent = agent("build-node");
    var input =
        ((BuildStep.Underway) ((AgentPlan.Await) AgentPlan.decide(agent.seen(), NOW)).build())
            .input();
    var old = BuildGrantSecret.desired(input, "host", "grant", NOW.plus(Duration.ofMinutes(5)));

    assertThat(secrets(agent.with(old).seen())).isEmpty();
    // A pod that has it goes on with it.
    assertThat(secrets(agent.with(APod.ofBuild().pod()).seen())).containsExactly(old);
  }

  private static List<Secret> secrets(Seen seen) {
    return wanted(seen).desired().stream()
        .filter(Secret.class::isInstance)
        .map(Secret.class::cast)
        .toList();
  }

  private static List<HasMetadata> desired(Seen seen) {
    return wanted(seen).desired();
  }

  private static AgentChildren.Wanted wanted(Seen seen) {
    var children =
        new AgentChildren(
            seen,
            input ->
                input.runtime() == Runtime.DOCKER
                    ? BuildGrantSecret.desired(
                        input,
                        "registry.example.org",
                        "grant",
                        "pull",
                        seen.node().build(),
                        NOW.plus(Duration.ofHours(1)))
                    : BuildGrantSecret.desired(
                        input, "registry.example.org", "grant", NOW.plus(Duration.ofHours(1))),
            NOW);
    return children.rest(AgentPlan.decide(seen, NOW));
  }

  private static AnAgent agent(String golden) {
    return AnAgent.of(Golden.read(golden, Agent.class));
  }

  private static Node withCertificates() {
    var node = AnAgent.NODE;
    return new Node(
        node.domain(),
        node.url(),
        new NodeConfig.Ingress(
            "nginx", Map.of("cert-manager.io/cluster-issuer", "letsencrypt"), "ingress"),
        node.domains(),
        node.acme(),
        node.registryHost(),
        node.images(),
        node.prices(),
        node.build(),
        node.trustBundle(),
        node.gpuRuntimeClassName(),
        node.teeRuntimeClassName(),
        node.rolloutTimeout(),
        node.driftCheck(),
        node.funding());
  }
}
