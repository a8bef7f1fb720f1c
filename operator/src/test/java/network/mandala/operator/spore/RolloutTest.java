package network.mandala.operator.spore;

import static network.mandala.crds.spore.Colour.BLUE;
import static network.mandala.crds.spore.Colour.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Rollback;
import network.mandala.crds.spore.SporeBudget;
import network.mandala.crds.spore.SporePlan;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.crds.spore.SporeState;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.config.SporeConfig;
import network.mandala.operator.funding.ProjectFunds;
import org.junit.jupiter.api.Test;

class RolloutTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final TrustedSigner REVOKED =
      new TrustedSigner("acme", World.KEY, null, null, null, true);

  private final World world = new World();

  @Test
  void theFirstBundleServesAsSoonAsItIsReady() {
    world.wants(World.bundle(1)).step();
    assertThat(world.serving()).isEqualTo(BLUE);
    assertThat(world.replicas(BLUE)).isEqualTo(2);
    assertThat(world.seen().status().state()).isEqualTo(SporeState.LAUNCHING);

    world.ready(BLUE);

    assertThat(world.seen().status().state()).isEqualTo(SporeState.READY);
    assertThat(reason()).isEqualTo(SporeReason.RUNNING.word());
  }

  @Test
  void theNextOneTakesOverWhenItIsWarmAndTheOldOneIsThereWhileItDrains() {
    serving(1);
    world.wants(World.bundle(2)).step();
    assertThat(world.replicas(GREEN)).as("as many as it replaces").isEqualTo(2);
    world.after(Duration.ofSeconds(20));
    assertThat(world.serving()).isEqualTo(BLUE);

    world.ready(GREEN).after(SECOND).after(SECOND);
    assertThat(world.serving()).as("healthy, and not warm").isEqualTo(BLUE);
    world.after(SECOND);
    assertThat(world.serving()).isEqualTo(GREEN);
    assertThat(world.isReady(BLUE)).isTrue();

    world.after(Duration.ofSeconds(29));
    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(world.seen().status().state()).isEqualTo(SporeState.DRAINING);
    world.after(SECOND);
    assertThat(world.find(BLUE)).isNull();
    world.step();
    assertThat(world.seen().status().state()).isEqualTo(SporeState.READY);
  }

  @Test
  void goingBackWhileTheOldOneDrainsIsImmediate() {
    flipped();

    world.wants(World.bundle(1)).step();

    assertThat(world.serving()).isEqualTo(BLUE);
    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(world.isReady(GREEN)).as("drains now").isTrue();
  }

  @Test
  void aThirdBundleWaitsUntilTheFirstHasDrained() {
    flipped();

    world.wants(World.bundle(3)).step();
    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(reason()).isEqualTo(SporeReason.DRAINING.word());

    world.after(Duration.ofSeconds(31));
    assertThat(world.isReady(BLUE)).isFalse();
    world.step().ready(BLUE).after(Duration.ofSeconds(4));
    assertThat(world.serving()).isEqualTo(BLUE);
    assertThat(world.seen().status().digest()).isEqualTo(World.bundle(3).digest());
  }

  @Test
  void oneThatIsNotHealthyInTimeIsGivenUpUntilTheSpecChanges() {
    serving(1);
    world.wants(World.bundle(2)).step().after(Duration.ofMinutes(5)).after(SECOND);

    assertThat(reason()).isEqualTo(SporeReason.ROLLOUT_FAILED.word());
    assertThat(world.replicas(GREEN)).isZero();
    assertThat(world.serving()).isEqualTo(BLUE);
    assertThat(world.seen().status().digest()).isEqualTo(World.bundle(1).digest());
    world.after(Duration.ofHours(1));
    assertThat(world.replicas(GREEN)).isZero();

    world.wants(World.bundle(2)).step().step();
    assertThat(world.replicas(GREEN)).isEqualTo(2);
    assertThat(reason()).isEqualTo(SporeReason.LAUNCHING.word());
    world.ready(GREEN).after(Duration.ofSeconds(4));
    assertThat(world.serving()).isEqualTo(GREEN);
  }

  @Test
  void aRevokedKeyStopsWhatRunsWhatever() {
    serving(1);

    world.signers = List.of(REVOKED);
    world.step();

    assertThat(world.find(BLUE)).isNull();
    assertThat(world.serving()).isNull();
    assertThat(reason()).isEqualTo(SporeReason.SIGNER_REVOKED.word());
    assertThat(world.seen().status().state()).isEqualTo(SporeState.IDLE);
  }

  @Test
  void aRevokedBundleGoesAtOnceAndTheNextOneTakesItsPlace() {
    serving(1);
    world.node = new SporeConfig(1, Map.of(), Map.of(World.bundle(1).digest(), "leaks"), Map.of());

    world.wants(World.bundle(2)).step();

    assertThat(world.find(BLUE)).isNull();
    assertThat(world.serving()).isEqualTo(GREEN);
  }

  @Test
  void anExpiredKeyLetsItRunAndStartsNothingNew() {
    serving(1);
    world.signers =
        List.of(new TrustedSigner("acme", World.KEY, null, null, World.START.toString(), null));
    world.step();
    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(reason()).isEqualTo(SporeReason.SIGNER_NOT_TRUSTED.word());

    world.wants(World.bundle(2)).step();
    assertThat(world.find(GREEN)).isNull();
    assertThat(world.isReady(BLUE)).isTrue();
  }

  @Test
  void anOlderBundleIsRefusedUnlessItIsAllowed() {
    serving(2);
    world.wants(World.bundle(1));
    world.spec(with(world.spec(), Rollback.REFUSE)).step();
    assertThat(reason()).isEqualTo(SporeReason.ROLLBACK_REFUSED.word());
    assertThat(world.find(GREEN)).isNull();
    assertThat(world.isReady(BLUE)).isTrue();

    world.spec(with(world.spec(), Rollback.ALLOW)).step();
    assertThat(world.find(GREEN)).isNotNull();
  }

  @Test
  void withoutMoneyNothingRunsAndNothingNewBegins() {
    world.funds = new ProjectFunds(ProjectFunds.Stage.UNKNOWN, null);
    world.wants(World.bundle(1)).step();
    assertThat(reason()).isEqualTo(SporeReason.BALANCE_UNKNOWN.word());
    assertThat(world.serving()).isNull();

    world.funds = ProjectFunds.UNMETERED;
    world.step().ready(BLUE);
    world.funds = new ProjectFunds(ProjectFunds.Stage.SUSPENDED, null);
    world.step();
    assertThat(reason()).isEqualTo(SporeReason.PROJECT_SUSPENDED.word());
    assertThat(world.find(BLUE)).isNull();
    assertThat(world.seen().status().state()).isEqualTo(SporeState.STOPPED);
  }

  @Test
  void aBudgetOfNothingRunsNothing() {
    world.wants(World.bundle(1));
    var spec = world.spec();
    world
        .spec(
            new SporeSpec(
                spec.bundle(),
                new SporePlan(0, 1, null, null),
                new SporeBudget(0, null, null),
                null,
                null,
                null,
                null,
                null,
                null))
        .step();

    assertThat(reason()).isEqualTo(SporeReason.BUDGET_EXCEEDED.word());
    assertThat(world.serving()).isNull();
  }

  @Test
  void podsWhoseRecordIsLostAreLetAloneUntilTheBundleIsReadAgain() {
    serving(1);
    var answer = world.answer;
    world.loseRecords();
    world.answer = null;
    world.step();
    assertThat(world.find(BLUE)).isNotNull();
    assertThat(world.serving()).isEqualTo(BLUE);

    world.answer = answer;
    world.step();
    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(world.seen().recorded()).isPresent();
  }

  @Test
  void whileTheNextBundleCannotBeReadTheOldOneServes() {
    serving(1);
    world.wants(World.bundle(2));
    world.answer = new BundleAnswer.Failed(SporeReason.BUNDLE_NOT_FOUND, "Gone.", world.now);
    world.step();

    assertThat(world.isReady(BLUE)).isTrue();
    assertThat(ready().getMessage()).isEqualTo("Gone. billing v1.0.0 goes on serving.");
  }

  /** Whatever is asked for in whatever order: who could answer a moment ago is answered. */
  @Test
  void theServiceNeverLeadsFromReadyPodsToOthers() {
    qt().withExamples(150)
        .forAll(lists().of(integers().between(0, 7)).ofSizeBetween(1, 60))
        .checkAssert(
            events -> {
              var any = new World();
              any.wants(World.bundle(1)).step().ready(BLUE);
              for (int event : events) {
                boolean answered = any.isReady(any.serving());
                switch (event) {
                  case 0, 1, 2 -> any.wants(World.bundle(event + 1)).step();
                  case 3 -> any.ready(BLUE);
                  case 4 -> any.ready(GREEN);
                  case 5 -> any.after(SECOND);
                  case 6 -> any.after(Duration.ofSeconds(30));
                  default -> any.after(Duration.ofMinutes(6));
                }
                assertThat(any.serving()).isNotNull();
                assertThat(any.isReady(any.serving()) || !answered).isTrue();
              }
              any.step().ready(BLUE).ready(GREEN).after(Duration.ofSeconds(31));
              any.wants(any.seen().bundle().orElseThrow()).step().step();
              any.ready(BLUE).ready(GREEN).after(SECOND.multipliedBy(4)).step();
              assertThat(any.seen().status().digest()).isEqualTo(any.spec().bundle().digest());
            });
  }

  private void serving(int version) {
    world.wants(World.bundle(version)).step().ready(BLUE);
    assertThat(world.isReady(BLUE)).isTrue();
  }

  private void flipped() {
    serving(1);
    world.wants(World.bundle(2)).step().ready(GREEN).after(Duration.ofSeconds(3));
    assertThat(world.serving()).isEqualTo(GREEN);
    world.step();
  }

  private static SporeSpec with(SporeSpec spec, Rollback rollback) {
    return new SporeSpec(
        spec.bundle(),
        spec.plan(),
        spec.budget(),
        spec.startup(),
        spec.warmup(),
        spec.drain(),
        rollback,
        spec.envFrom(),
        spec.suspend());
  }

  private Condition ready() {
    return world.seen().status().conditions().getFirst();
  }

  private String reason() {
    return ready().getReason();
  }
}
