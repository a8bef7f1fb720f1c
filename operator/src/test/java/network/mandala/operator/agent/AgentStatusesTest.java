package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.operator.kubernetes.Conditions;
import org.junit.jupiter.api.Test;

class AgentStatusesTest {

  private static final String SOURCE =
      "{runtime: node, source: {artifact: 'demo/hello/source@sha256:%s'}}"
          .formatted("a".repeat(64));

  @Test
  void aNewAgentIsOnItsWay() {
    var status = status(AnAgent.asking("source: {image: 'a:1'}"), null);

    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.url()).isEqualTo("https://hello.demo.example.org/");
    assertThat(status.image()).isEqualTo("a:1");
    assertThat(status.selector())
        .isEqualTo("mandala.network/agent=hello,mandala.network/component=agent");
    assertThat(words(status))
        .containsExactly(
            "Ready Unknown RollingOut",
            "Built True ImageGiven",
            "RolledOut Unknown RollingOut",
            "Routed Unknown Pending");
  }

  @Test
  void anAgentThatAnswersIsReadyAlthoughNotAllPodsAre() {
    var agent = AnAgent.asking("{source: {image: 'a:1'}, scaling: {min: 3, max: 3}}");
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 3, 3);
    // It is recorded in one pass, and active in the next.
    agent.with(status(agent, null));
    var active = status(agent, null);

    agent.running(target, 2, 3).with(active).with(AgentIngress.desired(agent.seen()));
    agent.with(
        APod.of(target).waiting("CrashLoopBackOff", "").endedBefore(1, "Error", "boom", 3).pod());
    var status = status(agent, null);

    assertThat(words(status))
        .containsExactly(
            "Ready True Running",
            "Built True ImageGiven",
            "RolledOut False CrashLooping",
            "Routed True Routed");
    assertThat(ready(status).getMessage()).contains("Answers at", "exit code 1");
  }

  @Test
  void whatSomebodyHasToActOnComesBeforeWhatGoesOnByItself() {
    var status = status(AnAgent.asking("{source: {image: a}, domains: [a.example.org]}"), null);
    var agent = AnAgent.asking("{source: {image: a}, domains: [a.example.org]}");

    assertThat(ready(status).getReason()).isEqualTo(AgentReason.ROLLING_OUT.word());
    assertThat(ready(status(agent.with(AgentIngress.desired(agent.seen())), null)).getReason())
        .isEqualTo(AgentReason.HOST_TAKEN.word());
  }

  @Test
  void aDomainThatIsNotProvedIsToldButTheAgentIsReady() {
    var agent =
        AnAgent.asking("{source: {image: a}, domains: [shop.test, proved.test]}")
            .unproved("shop.test");
    var target = agent.target("a");
    agent.recorded(target).running(target, 1, 1);
    agent.with(status(agent, null)).with(AgentIngress.desired(agent.seen()));

    var status = status(agent, null);

    assertThat(words(status))
        .containsExactly(
            "Ready True Running",
            "Built True ImageGiven",
            "RolledOut True Running",
            "Routed True Routed",
            "DomainsVerified False DomainUnverified");
    assertThat(ready(status).getMessage()).contains("Answers at", "shop.test: It was judged.");
    assertThat(AgentHosts.routed(agent.seen()))
        .containsExactly("hello.demo.example.org", "proved.test");
    assertThat(status.domains()).hasSize(2);
  }

  @Test
  void aRefusalOfTheClusterIsToldFirst() {
    var fault = new Finding(AgentReason.QUOTA_EXCEEDED, "exceeded quota: mandala.");

    assertThat(ready(status(AnAgent.asking("source: {image: a}"), fault)).getMessage())
        .isEqualTo("exceeded quota: mandala.");
  }

  @Test
  void theDigestThatRunsIsShownAndRemembered() {
    var agent = AnAgent.asking("source: {image: 'a:1'}");
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1);
    agent.with(APod.of(target).running(NOW).ready().pulled("docker.io/library/a@sha256:ab").pod());
    var seen = status(agent, null);

    var suspended =
        AnAgent.asking("{source: {image: 'a:1'}, suspend: true}").recorded(target).with(seen);

    assertThat(seen.image()).isEqualTo("docker.io/library/a@sha256:ab");
    assertThat(status(suspended, null).image()).isEqualTo(seen.image());
  }

  @Test
  void aClosedProjectChangesOnlyWhetherItIsReady() {
    var agent = AnAgent.asking("source: {image: 'a:1'}");
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1).with(AgentIngress.desired(agent.seen()));
    agent.with(status(agent, null));
    var before = status(agent, null);

    var status =
        status(
            agent
                .with(before)
                .in(new ProjectSeen.Closed(new Finding(AgentReason.DELETING, "Going."))),
            null);

    assertThat(words(status))
        .containsExactly(
            "Ready Unknown Deleting",
            "Built True ImageGiven",
            "RolledOut True Running",
            "Routed True Routed");
    assertThat(status.releases()).isEqualTo(before.releases());
    assertThat(status.url()).isEqualTo(before.url());
  }

  @Test
  void aBuildIsRememberedWithItsTimes() {
    var agent = AnAgent.asking(SOURCE);
    var first = status(agent, null);
    agent.with(first);
    var later = NOW.plus(Duration.ofSeconds(7));
    var seen = agent.seen();
    var second = AgentStatuses.of(seen, AgentPlan.decide(seen, later), null, later);

    assertThat(first.build().startedAt()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(first.build().image()).isNull();
    assertThat(second.build()).isEqualTo(first.build());
    assertThat(words(second)).startsWith("Ready Unknown Building", "Built Unknown Building");
  }

  @Test
  void transitionsAreAnnouncedOnce() {
    var building = status(AnAgent.asking(SOURCE), null).conditions();

    assertThat(Announcements.transitions(List.of(), building))
        .extracting(Condition::getReason)
        .containsExactly("Building");
    assertThat(Announcements.transitions(building, building)).isEmpty();
  }

  private static AgentStatus status(AnAgent agent, Finding fault) {
    var seen = agent.seen();
    return AgentStatuses.of(seen, AgentPlan.decide(seen, NOW), fault, NOW);
  }

  private static Condition ready(AgentStatus status) {
    return Conditions.find(status.conditions(), AgentCondition.READY.word()).orElseThrow();
  }

  private static List<String> words(AgentStatus status) {
    return status.conditions().stream()
        .map(c -> "%s %s %s".formatted(c.getType(), c.getStatus(), c.getReason()))
        .toList();
  }
}
