package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.BuildStatus;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.PodSecurity;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.registry.TagAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentPlanTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String FROM_SOURCE =
      "{runtime: node, source: {artifact: 'demo/hello/source@%s'}}".formatted(DIGEST);

  @Test
  void aClosedProjectLeavesEverythingAsItIs() {
    var why = new Finding(AgentReason.NO_PROJECT, "none");

    var plan = decide(AnAgent.asking("source: {image: a}").in(new ProjectSeen.Closed(why)));

    assertThat(plan).isEqualTo(new AgentPlan.Leave(why));
  }

  @Test
  void anImageIsRunAndRecorded() {
    var plan = run(AnAgent.asking("source: {image: 'a:1'}"));

    assertThat(plan.target().content().image()).isEqualTo("a:1");
    assertThat(plan.build()).isEqualTo(new BuildStep.None());
    assertThat(plan.releases())
        .singleElement()
        .satisfies(
            release -> {
              assertThat(release.id()).isEqualTo(plan.target().id()).matches("r[0-9a-f]{8}");
              assertThat(release.state()).isEqualTo(ReleaseState.ROLLING_OUT);
              assertThat(release.createdAt()).isEqualTo("2026-03-01T12:00:00Z");
            });
  }

  @Test
  void aReleaseWhosePodsAreAllReadyBecomesActive() {
    var agent = AnAgent.asking("source: {image: 'a:1'}");
    var target = agent.target("a:1");

    var plan =
        run(
            agent
                .recorded(target)
                .running(target, 1, 1)
                .with(releases(release(target, ReleaseState.ROLLING_OUT))));

    assertThat(plan.releases()).extracting(Release::state).containsExactly(ReleaseState.ACTIVE);
  }

  @Test
  void aNewImageTakesThePlaceOfTheOldOneWhenItIsReady() {
    var agent = AnAgent.asking("source: {image: 'a:2'}");
    var old = agent.target("a:1");
    var wanted = agent.target("a:2");
    agent.recorded(old).recorded(wanted);

    var before = run(agent.running(old, 1, 1).with(releases(release(old, ReleaseState.ACTIVE))));
    var after =
        run(
            agent
                .running(wanted, 1, 1)
                .with(
                    releases(
                        release(wanted, ReleaseState.ROLLING_OUT),
                        release(old, ReleaseState.ACTIVE))));

    assertThat(before.target()).isEqualTo(wanted);
    assertThat(before.releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ROLLING_OUT, ReleaseState.ACTIVE);
    assertThat(after.releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ACTIVE, ReleaseState.SUPERSEDED);
  }

  @Test
  void aReleaseThatIsNotReadyInTimeGivesWayToTheLastGoodOne() {
    var agent = brokenRollout();
    agent.with(
        APod.of(agent.target("a:2"))
            .waiting("CrashLoopBackOff", "")
            .endedBefore(1, "Error", "boom", 9)
            .pod());

    var plan = run(agent);

    assertThat(plan.target().content().image()).isEqualTo("a:1");
    assertThat(plan.releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.FAILED, ReleaseState.ACTIVE);
    assertThat(plan.held().reason()).isEqualTo(AgentReason.ROLLOUT_TIMED_OUT);
    assertThat(plan.held().message())
        .contains("did not become ready in 5 min", "runs again", "exit code 1", "boom");
  }

  @Test
  void aFailedReleaseIsTriedAgainWhenTheSpecIsTouched() {
    var agent = AnAgent.asking("source: {image: 'a:2'}").generation(2);
    var old = agent.target("a:1");
    var wanted = agent.target("a:2");
    agent
        .recorded(old)
        .recorded(wanted)
        .running(old, 1, 1)
        .with(releases(release(wanted, ReleaseState.FAILED), release(old, ReleaseState.ACTIVE)));

    var plan = run(agent);

    assertThat(plan.target()).isEqualTo(wanted);
    assertThat(plan.releases().getFirst().state()).isEqualTo(ReleaseState.ROLLING_OUT);
  }

  @Test
  void aFullQuotaIsNotTheFaultOfTheRelease() {
    var plan =
        run(
            brokenRollout()
                .withDeploymentCondition(
                    "ReplicaFailure", "True", "FailedCreate", "exceeded quota: mandala"));

    assertThat(plan.target().content().image()).isEqualTo("a:2");
    assertThat(plan.held()).isNull();
  }

  @Test
  void theOnlyReleaseIsKeptWhenItFails() {
    var agent = AnAgent.asking("source: {image: 'a:2'}");
    var target = agent.target("a:2");

    var plan =
        run(
            agent
                .recorded(target)
                .running(target, 0, 1)
                .withDeploymentCondition("Progressing", "False", "ProgressDeadlineExceeded", "late")
                .with(releases(release(target, ReleaseState.ROLLING_OUT))));

    assertThat(plan.target()).isEqualTo(target);
    assertThat(plan.releases()).extracting(Release::state).containsExactly(ReleaseState.FAILED);
  }

  @Test
  void anOldReleaseThatIsPinnedRuns() {
    var agent = AnAgent.asking("{source: {image: 'a:2'}, release: none}");
    var old = agent.target("a:1");
    var newest = agent.target("a:2");
    var pinning =
        AnAgent.asking("{source: {image: 'a:2'}, release: %s}".formatted(old.id()))
            .recorded(old)
            .recorded(newest)
            .running(newest, 1, 1)
            .with(
                releases(
                    release(newest, ReleaseState.ACTIVE), release(old, ReleaseState.SUPERSEDED)));

    var plan = run(pinning);

    assertThat(plan.target().content().image()).isEqualTo("a:1");
    assertThat(plan.releases()).extracting(Release::id).containsExactly(newest.id(), old.id());
    assertThat(plan.releases().getLast().state()).isEqualTo(ReleaseState.ROLLING_OUT);
  }

  @Test
  void aReleaseThatIsNotThereCannotBePinned() {
    var agent = AnAgent.asking("{source: {image: 'a:2'}, release: r00000000}");
    var running = agent.target("a:2");

    var plan =
        run(
            agent
                .recorded(running)
                .running(running, 1, 1)
                .with(releases(release(running, ReleaseState.ACTIVE))));

    assertThat(plan.target()).isEqualTo(running);
    assertThat(plan.build())
        .isInstanceOfSatisfying(
            BuildStep.Refused.class,
            refused -> {
              assertThat(refused.why().reason()).isEqualTo(AgentReason.RELEASE_NOT_FOUND);
              assertThat(refused.why().message()).contains("r00000000", running.id());
            });
  }

  @Test
  void aSourceIsBuiltFirst() {
    var plan = decide(AnAgent.asking(FROM_SOURCE));

    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Await.class,
            await ->
                assertThat(await.build())
                    .isInstanceOfSatisfying(
                        BuildStep.Underway.class,
                        underway -> {
                          assertThat(underway.input().source())
                              .isEqualTo("registry.example.org/demo/hello/source@" + DIGEST);
                          assertThat(underway.input().baseImage()).isEqualTo("registry/node:22");
                        }));
  }

  @Test
  void whatRunsGoesOnWhileANewSourceIsBuilt() {
    var agent = AnAgent.asking(FROM_SOURCE);
    var old = agent.target("a:1");

    var plan =
        run(
            agent
                .recorded(old)
                .running(old, 1, 1)
                .with(releases(release(old, ReleaseState.ACTIVE))));

    assertThat(plan.target()).isEqualTo(old);
    assertThat(plan.build()).isInstanceOf(BuildStep.Underway.class);
  }

  @Test
  void theSameInputIsNotBuiltTwice() {
    var agent = AnAgent.asking(FROM_SOURCE);
    var input = ((BuildStep.Underway) ((AgentPlan.Await) decide(agent)).build()).input();

    var byStatus =
        run(
            agent.with(
                built(new BuildStatus(input.key(), "job", null, null, "image@" + DIGEST, null))));
    var byRevision =
        run(
            AnAgent.asking(FROM_SOURCE)
                .recorded(
                    Wanted.target(agent.seen(), "image@" + DIGEST, input.source(), input.key())));

    assertThat(byStatus.target().content().image()).isEqualTo("image@" + DIGEST);
    assertThat(byStatus.build()).isInstanceOf(BuildStep.Done.class);
    assertThat(byRevision.target()).isEqualTo(byStatus.target());
  }

  @Test
  void newerImagesOfTheNodeDoNotBuildAgainWhatRuns() {
    var agent = AnAgent.asking(FROM_SOURCE);
    var input = ((BuildStep.Underway) ((AgentPlan.Await) decide(agent)).build()).input();
    var older = withImages(input, "base@older", "builder:older").key();

    var plan =
        run(agent.with(built(new BuildStatus(older, "job", null, null, "image@" + DIGEST, null))));

    assertThat(older).isNotEqualTo(input.key());
    assertThat(plan.target().content().image()).isEqualTo("image@" + DIGEST);
    assertThat(plan.target().buildKey()).isEqualTo(older);
  }

  private static BuildInput withImages(BuildInput input, String base, String builder) {
    return new BuildInput(
        input.project(),
        input.namespace(),
        input.agent(),
        input.source(),
        input.runtime(),
        input.type(),
        input.entry(),
        input.directory(),
        input.dockerfile(),
        input.settings(),
        base,
        builder,
        input.repository(),
        input.site(),
        input.siteImage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source: {image: 'registry.example.org/other/app:1'}                                  | SOURCE_FORBIDDEN
          source: {image: 'Registry.example.org/demo-evil/app:1'}                              | SOURCE_FORBIDDEN
          {runtime: node, source: {artifact: 'other/hello/source@DIGEST'}}                     | SOURCE_FORBIDDEN
          {runtime: node, source: {artifact: 'ghcr.io/demo/hello/source@DIGEST'}}              | SOURCE_FORBIDDEN
          {runtime: python, type: agidentity, source: {artifact: 'demo/hello/source@DIGEST'}}  | RUNTIME_UNSUPPORTED
          {source: {image: a}, frontend: {image: 'registry.example.org/other/app:1'}}          | SOURCE_FORBIDDEN
          {runtime: node, source: {artifact: 'demo/hello/source@DIGEST'}, build: {directory: web/api}, frontend: {directory: web}}   | INVALID_SPEC
          {runtime: node, source: {artifact: 'demo/hello/source@DIGEST'}, build: {entry: web/index.js}, frontend: {directory: web}}  | INVALID_SPEC
          """)
  void whatCannotBeRunIsRefusedInWords(String spec, AgentReason reason) {
    var plan = decide(AnAgent.asking(spec.replace("DIGEST", DIGEST)));

    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Await.class,
            await ->
                assertThat(await.build())
                    .isInstanceOfSatisfying(
                        BuildStep.Refused.class,
                        refused -> {
                          assertThat(refused.why().reason()).isEqualTo(reason);
                          assertThat(refused.why().message()).contains("spec.");
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.org/demo/app:1",
    "registry.example.org/mandala/node:22",
    "nginx",
    "ghcr.io/other/app:1"
  })
  void theOwnRepositoriesAndEverythingElsewhereMayBeRun(String image) {
    var agent = AnAgent.asking("source: {image: '%s'}".formatted(image));

    assertThat(run(agent.told(new TagAnswer(DIGEST, "", NOW))).target().content().image())
        .isEqualTo(image.startsWith("registry.example.org/") ? image + "@" + DIGEST : image);
  }

  @ParameterizedTest
  @CsvSource({
    "nothing was heard yet, PENDING",
    "no such tag, IMAGE_CANNOT_BE_PULLED",
    "the registry does not answer, REGISTRY_UNAVAILABLE"
  })
  void aTagOfTheNodesRegistryIsFoundOutFirst(String said, AgentReason reason) {
    var agent = AnAgent.asking("source: {image: 'registry.example.org/demo/app:1'}");
    var answer =
        switch (reason) {
          case IMAGE_CANNOT_BE_PULLED -> new TagAnswer("", "", NOW);
          case REGISTRY_UNAVAILABLE -> new TagAnswer("", said, NOW);
          default -> null;
        };

    var plan = decide(agent.told(answer));

    assertThat(plan.unresolvedImage(agent.seen())).contains("registry.example.org/demo/app:1");
    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Await.class,
            await ->
                assertThat(await.build())
                    .isInstanceOfSatisfying(
                        BuildStep.Unresolved.class,
                        unresolved -> assertThat(unresolved.why().reason()).isEqualTo(reason)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {source: {image: a}, suspend: true}
          {source: {image: a}, scaling: {replicas: 0}}
          """)
  void aSuspendedAgentSleepsWithTheReleaseThatRan(String spec) {
    var agent = AnAgent.asking(spec);
    var target = agent.target("a");

    var plan = decide(agent.recorded(target).running(target, 0, 0));

    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Sleep.class,
            sleep -> {
              assertThat(sleep.target()).isEqualTo(target);
              assertThat(sleep.why().reason()).isEqualTo(AgentReason.SUSPENDED);
            });
  }

  @Test
  void agentsOfAProjectWithoutMoneySleep() {
    var poor =
        new ProjectSeen.Open(
            "demo",
            "uid",
            PodSecurity.RESTRICTED,
            "",
            new ProjectFunds(ProjectFunds.Stage.SUSPENDED, null));

    var plan = decide(AnAgent.asking("source: {image: a}").in(poor));

    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Sleep.class,
            sleep -> assertThat(sleep.why().reason()).isEqualTo(AgentReason.PROJECT_SUSPENDED));
  }

  @ParameterizedTest
  @CsvSource({
    // stage, balance, reason that holds a new release back
    "UNMETERED, , ",
    "RUNNING, 1, ",
    "RUNNING, 0, BALANCE_TOO_LOW",
    "RUNNING, -5, BALANCE_TOO_LOW",
    "UNKNOWN, , BALANCE_UNKNOWN",
  })
  void aNewReleaseNeedsABalanceAndWhatRunsDoesNot(
      ProjectFunds.Stage stage, Long satoshis, AgentReason held) {
    var project =
        new ProjectSeen.Open(
            "demo",
            "uid-of-demo",
            PodSecurity.RESTRICTED,
            "",
            new ProjectFunds(
                stage, satoshis == null ? null : new Balance(satoshis, null, null, null)));
    var agent = AnAgent.asking("source: {image: 'a:2'}").in(project);
    var old = AnAgent.asking("source: {image: 'a:1'}").target("a:1");

    var plan = decide(agent.recorded(old).running(old, 1, 1));

    assertThat(plan)
        .isInstanceOfSatisfying(
            AgentPlan.Run.class,
            run -> {
              if (held == null) {
                assertThat(run.target()).isEqualTo(agent.target("a:2"));
              } else {
                assertThat(run.target()).isEqualTo(old);
                assertThat(run.build())
                    .isInstanceOfSatisfying(
                        BuildStep.Refused.class,
                        refused -> assertThat(refused.why().reason()).isEqualTo(held));
              }
            });
    var same = AnAgent.asking("source: {image: 'a:1'}").in(project);
    assertThat(decide(same.recorded(old).running(old, 1, 1)))
        .isInstanceOfSatisfying(
            AgentPlan.Run.class, run -> assertThat(run.build()).isInstanceOf(BuildStep.None.class));
  }

  /** Release a:2 has timed out while a:1 was active. */
  private static AnAgent brokenRollout() {
    var agent = AnAgent.asking("source: {image: 'a:2'}");
    var old = agent.target("a:1");
    var wanted = agent.target("a:2");
    return agent
        .recorded(old)
        .recorded(wanted)
        .running(wanted, 0, 1)
        .withDeploymentCondition("Progressing", "False", "ProgressDeadlineExceeded", "late")
        .with(
            releases(release(wanted, ReleaseState.ROLLING_OUT), release(old, ReleaseState.ACTIVE)));
  }

  private static AgentPlan decide(AnAgent agent) {
    return AgentPlan.decide(agent.seen(), NOW);
  }

  private static AgentPlan.Run run(AnAgent agent) {
    assertThat(decide(agent)).isInstanceOf(AgentPlan.Run.class);
    return (AgentPlan.Run) decide(agent);
  }

  private static Release release(Target target, ReleaseState state) {
    return new Release(
        target.id(),
        target.content().image(),
        target.content().hasFrontend() ? target.content().frontendImage() : null,
        target.content().configHash(),
        "2026-03-01T11:00:00Z",
        state,
        null,
        null);
  }

  private static AgentStatus releases(Release... releases) {
    return new AgentStatus(
        1L,
        null,
        null,
        null,
        null,
        null,
        null,
        Arrays.asList(releases),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static AgentStatus built(BuildStatus build) {
    return new AgentStatus(
        1L, null, null, null, null, build, null, List.of(), null, null, null, null, null, null,
        null);
  }
}
