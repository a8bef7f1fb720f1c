package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.registry.TagAnswer;
import org.junit.jupiter.api.Test;

/** A frontend is part of the release of its agent. */
class FrontendReleasesTest {

  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String TAG = "registry.example.org/demo/web:1";
  private static final String WITH_TAG =
      "{source: {image: 'a:1'}, frontend: {image: '" + TAG + "'}}";
  private static final String WITH_FRONTEND = "{source: {image: 'a:1'}, frontend: {image: 'f:1'}}";

  @Test
  void anotherFrontendIsAnotherReleaseOfTheSamePods() {
    var first = AnAgent.asking(WITH_FRONTEND).target("a:1");
    var second = AnAgent.asking(WITH_FRONTEND.replace("f:1", "f:2")).target("a:1");
    var without = AnAgent.asking("source: {image: 'a:1'}").target("a:1");

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.podsId()).isEqualTo(first.podsId());
    assertThat(second.content().configHash()).isEqualTo(first.content().configHash());
    assertThat(without.podsId()).isEqualTo(without.id()).isEqualTo(first.podsId());
  }

  @Test
  void theDeploymentKnowsWhichReleaseItRunsWhenItsPodsDoNot() {
    var agent = AnAgent.asking(WITH_FRONTEND);
    var target = agent.target("a:1");

    var deployment = AgentDeployment.desired(agent.seen(), AnAgent.PROJECT, target);

    assertThat(AgentDeployment.releaseOf(deployment)).isEqualTo(target.id());
  }

  @Test
  void aReleaseIsCompleteWhenItsFrontendIs() {
    var agent = AnAgent.asking(WITH_FRONTEND);
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1);

    assertThat(Rollout.of(agent.seen(), target)).isEqualTo(Rollout.NOT_APPLIED);
    assertThat(Rollout.of(agent.serving(target, 0, 1).seen(), target)).isEqualTo(Rollout.UNDERWAY);
    assertThat(Rollout.of(agent.serving(target, 1, 1).seen(), target)).isEqualTo(Rollout.COMPLETE);
    var next = AnAgent.asking(WITH_FRONTEND.replace("f:1", "f:2")).target("a:1");
    assertThat(Rollout.of(agent.running(next, 1, 1).seen(), next)).isEqualTo(Rollout.NOT_APPLIED);
  }

  @Test
  void bothUrlsAreToldWhenBothAnswer() {
    var agent = AnAgent.asking(WITH_FRONTEND);
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1).serving(target, 1, 1);
    agent.with(AgentIngress.desired(agent.seen()));
    // Recorded in one pass, active in the next.
    agent.with(status(agent)).with(status(agent));

    var status = status(agent);

    assertThat(words(status))
        .containsExactly(
            "Ready True Running",
            "Built True ImageGiven",
            "RolledOut True Running",
            "Routed True Routed",
            "FrontendReady True Running");
    assertThat(status.frontendUrl()).isEqualTo("https://frontend.demo.example.org/");
    assertThat(status.conditions().getFirst().getMessage())
        .isEqualTo(
            "Answers at https://hello.demo.example.org/, its frontend at https://frontend.demo.example.org/");
    assertThat(status.releases().getFirst().frontendImage()).isEqualTo("f:1");
  }

  @Test
  void whoHasTheShortNameIsTold() {
    var agent = AnAgent.asking(WITH_FRONTEND).with(new FrontendSeen(null, null, "older", null));
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1).serving(target, 1, 1);

    assertThat(status(agent).conditions().getLast().getMessage())
        .isEqualTo(
            "Answers at hello-frontend.demo.example.org. The name frontend.demo.example.org leads to agent older, which had it first.");
  }

  @Test
  void aFrontendThatDoesNotRunIsDiagnosed() {
    var agent = AnAgent.asking(WITH_FRONTEND);
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1).serving(target, 0, 1);
    agent.with(AgentIngress.desired(agent.seen()));

    var missing =
        agent.with(APod.ofFrontend(target).waiting("ErrImagePull", "not found").pod()).seen();
    assertThat(frontend(missing).reason()).isEqualTo(AgentReason.IMAGE_CANNOT_BE_PULLED);
    assertThat(frontend(missing).message()).startsWith("Frontend: Image f:1 cannot be pulled");

    var deaf =
        AnAgent.asking(WITH_FRONTEND)
            .with(APod.ofFrontend(target).running(NOW.minus(Duration.ofMinutes(1))).pod())
            .seen();
    assertThat(frontend(deaf).message())
        .isEqualTo(
            "Frontend: it runs but accepts no connections on port 8080. Let the image of spec.frontend.image listen there.");
    assertThat(
            Conditions.find(status(agent).conditions(), "FrontendReady").orElseThrow().getStatus())
        .isEqualTo(Conditions.FALSE);
    assertThat(status(agent).conditions().getFirst().getReason())
        .isEqualTo(AgentReason.IMAGE_CANNOT_BE_PULLED.word());
  }

  @Test
  void aTagOfTheNodesRegistryIsFoundOutAndKept() {
    var agent = AnAgent.asking(WITH_TAG);
    var asked = AgentPlan.decide(agent.seen(), NOW);
    assertThat(asked.unresolvedImage(agent.seen())).contains(TAG);

    agent.with(told(new TagAnswer(DIGEST, "", NOW)));
    var run = (AgentPlan.Run) AgentPlan.decide(agent.seen(), NOW);
    assertThat(run.target().content().frontendImage()).isEqualTo(TAG + "@" + DIGEST);
    assertThat(run.unresolvedImage(agent.seen())).isEmpty();
    agent.recorded(run.target()).running(run.target(), 1, 1).serving(run.target(), 1, 1);
    agent.with(status(agent));

    // The tag moves: nobody looks, until the spec asks for something else.
    agent.with(told(null));
    var again = (AgentPlan.Run) AgentPlan.decide(agent.seen(), NOW);
    assertThat(again.target()).isEqualTo(run.target());
    assertThat(again.unresolvedImage(agent.seen())).isEmpty();
    var other = AnAgent.asking(WITH_TAG.replace("a:1", "a:2")).with(status(agent));
    assertThat(AgentPlan.decide(other.seen(), NOW).unresolvedImage(other.seen())).contains(TAG);
  }

  @Test
  void aTagThatTheRegistryDoesNotHaveIsTold() {
    var agent = AnAgent.asking(WITH_TAG).with(told(new TagAnswer("", "", NOW)));

    assertThat(status(agent).conditions().getFirst().getMessage())
        .isEqualTo(
            "spec.frontend.image is %s, which the registry does not have. Push it there, or correct the name."
                .formatted(TAG));
  }

  @Test
  void aReleaseOfBeforeGoesOnWithItsTag() {
    var agent = AnAgent.asking(WITH_TAG);
    var bare = agent.target("a:1");
    assertThat(bare.content().frontendImage()).isEqualTo(TAG);
    agent.recorded(bare).running(bare, 1, 1).serving(bare, 1, 1);
    agent.with(status(agent));

    var run = (AgentPlan.Run) AgentPlan.decide(agent.seen(), NOW);

    assertThat(run.target()).isEqualTo(bare);
    assertThat(run.build()).isInstanceOf(BuildStep.None.class);
  }

  @Test
  void theDigestOfAForeignTagIsReadFromThePodAndUsedWherePodsAreMadeAnew() {
    var agent = AnAgent.asking(WITH_FRONTEND);
    var target = agent.target("a:1");
    agent.recorded(target).running(target, 1, 1).serving(target, 1, 1);
    var pod = APod.ofFrontend(target).running(NOW).pod();
    pod.getStatus().getContainerStatuses().getFirst().setImageID("docker.io/library/f@" + DIGEST);
    agent.with(pod).with(status(agent));

    assertThat(status(agent).releases().getFirst().frontendImage()).isEqualTo("f:1@" + DIGEST);
    assertThat(FrontendImage.forPods(agent.with(status(agent)).seen(), target.content()))
        .as("pods that run are not replaced")
        .isEqualTo("f:1");
    agent.serving(target, 0, 0);
    assertThat(FrontendImage.forPods(agent.seen(), target.content())).isEqualTo("f:1@" + DIGEST);
  }

  private static FrontendSeen told(TagAnswer answer) {
    return new FrontendSeen(null, null, "", answer);
  }

  @Test
  void anAgentWithoutAFrontendSaysNothingOfIt() {
    var status = status(AnAgent.asking("source: {image: a}"));

    assertThat(status.frontendUrl()).isNull();
    assertThat(words(status)).noneMatch(words -> words.startsWith("Frontend"));
  }

  private static Finding frontend(Seen seen) {
    return FrontendDiagnosis.of(seen, Wanted.target(seen, "a:1", "", "").content(), NOW)
        .orElseThrow();
  }

  private static AgentStatus status(AnAgent agent) {
    return AgentStatuses.of(agent.seen(), AgentPlan.decide(agent.seen(), NOW), null, NOW);
  }

  private static List<String> words(AgentStatus status) {
    return status.conditions().stream().map(FrontendReleasesTest::words).toList();
  }

  private static String words(Condition condition) {
    return condition.getType() + " " + condition.getStatus() + " " + condition.getReason();
  }
}
