package network.mandala.billing.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import network.mandala.billing.prometheus.PrometheusFault;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is charged after what has happened; a window is 5 minutes. */
class TickTest {

  private static final MeterItem CPU = MeterItem.parse("cpu");
  private static final MeterItem MEMORY = MeterItem.parse("memory");
  private static final MeterItem DISK = MeterItem.parse("disk");
  private static final MeterItem NETWORK = MeterItem.parse("network");
  private static final long GIB = 1 << 30;
  private static final Duration STEP = Duration.ofMinutes(1);

  private World world;

  @BeforeEach
  void aProjectWithAPodThatBegins() {
    world = new World();
    world.project("a");
    world.pass(Duration.ofMinutes(10));
    ticks(world.process(), 1);
    world.pod("a", "p", 0.5, GIB);
  }

  @Test
  void chargesAllThatAPodUsesAndNothingElse() {
    run(60);

    // The last window is not over for sure yet.
    long windows = 60 / 5 - 1;
    assertThat(sum(CPU)).isEqualTo(windows * 150_000_000);
    assertThat(sum(NETWORK)).isEqualTo(windows * 450_000);
    // What was before the first scrape of a gauge was not seen.
    assertThat(sum(MEMORY)).isEqualTo((windows * 300 - 15) * GIB);
    assertThat(sum(DISK)).isEqualTo((windows * 300 - 15) * GIB);
    assertThat(world.debits.missingByState()).isEmpty();
  }

  @Test
  void anHourWithoutAnswersCostsNobodyAnything() {
    run(20);
    world.prometheus.setDown(true);
    run(60);
    world.prometheus.setDown(false);
    run(20);

    assertThat(sum(CPU)).isEqualTo(19 * 150_000_000L);
    assertThat(sum(MEMORY)).isEqualTo((19 * 300 - 15) * GIB);
    assertThat(world.debits.missingByState()).isEmpty();
  }

  @Test
  void anHourWithoutScrapesLosesNoCounterAndChargesNoGauge() {
    run(20);
    world.setScraping(false);
    run(60);
    world.setScraping(true);
    run(30);

    assertThat(sum(CPU)).isEqualTo(21 * 150_000_000L);
    // 60 minutes and the interval at the end were not seen; what was seen beside them waits.
    assertThat(sum(MEMORY)).isEqualTo((8 * 300 - 15) * GIB);
    assertThat(world.debits.missingByState()).containsExactlyEntriesOf(Map.of("open", 13 * 4L));
  }

  @Test
  void whatIsFoundInTheHistoryLaterIsChargedThen() {
    run(20);
    world.setScraping(false);
    run(60);
    world.setScraping(true);
    run(30);
    long before = sum(CPU);
    world.bringHistory();
    run(30);

    assertThat(sum(MEMORY)).isEqualTo((27 * 300 - 15) * GIB);
    assertThat(sum(CPU) - before).as("was counted already").isEqualTo(6 * 150_000_000L);
    assertThat(world.debits.missingByState()).containsOnlyKeys("filled");
  }

  @Test
  void whatIsNeverFoundIsWrittenOffAndWhatWasSeenOfItCharged() {
    run(22);
    world.setScraping(false);
    run(60);
    world.setScraping(true);
    run(26 * 60);

    assertThat(world.debits.missingByState()).containsOnlyKeys("written off");
    long minutes = 22 + 60 + 26 * 60;
    long windows = minutes / 5 - 1;
    assertThat(sum(CPU)).isEqualTo(windows * 150_000_000L);
    // The hour and one interval between scrapes were not seen; nothing more is lost.
    assertThat(sum(MEMORY)).isEqualTo((windows * 300 - 15 - 3600 - 15) * GIB);
  }

  @Test
  void aProcessThatWasAwayForADayCatchesUpInOrder() {
    ticks(world.process(), 1);
    world.pass(Duration.ofDays(1));
    var process = world.process();
    int rounds = 0;
    for (var outcome = process.run(); ; outcome = process.run(), rounds++) {
      assertThat(outcome.questions()).isLessThanOrEqualTo(Tick.MOST_QUESTIONS);
      if (!outcome.behind()) {
        break;
      }
    }

    assertThat(rounds).isBetween(40, 60);
    assertThat(sum(CPU)).isEqualTo((288 - 1) * 150_000_000L);
  }

  @Test
  void aClockThatJumpsChangesNothing() {
    run(17);
    world.setClockOff(Duration.ofDays(400));
    run(10);
    world.setClockOff(Duration.ofHours(-30));
    run(10);
    world.setClockOff(Duration.ZERO);
    run(23);

    assertThat(sum(CPU)).isEqualTo(11 * 150_000_000L);
    assertThat(sum(MEMORY)).isEqualTo((11 * 300 - 15) * GIB);
    assertThat(world.debits.missingByState()).isEmpty();
  }

  @Test
  void asksNoMoreForManyProjectsThanForOne() {
    for (int i = 0; i < 400; i++) {
      world.project("p" + i);
      world.pod("p" + i, "pod", 0.1, GIB);
    }
    var process = world.process();
    for (int i = 0; i < 20; i++) {
      world.pass(STEP);
      assertThat(process.run().questions()).isLessThanOrEqualTo(Tick.MOST_QUESTIONS);
    }

    assertThat(IntStream.range(0, 400).mapToLong(i -> world.debits.sum("p" + i, CPU)))
        .allMatch(sum -> sum == 3 * 30_000_000L);
  }

  @Test
  void asksNoMoreWhenPodsComeAllTheTimeAndScrapesAreOutOfStep() {
    world.pass(Duration.ofSeconds(7));
    var process = world.process();
    for (int i = 0; i < 40; i++) {
      world.pod("a", "new-" + i, 0.1, GIB);
      world.pass(STEP);
      var outcome = process.run();
      assertThat(outcome.questions()).isLessThanOrEqualTo(Tick.MOST_QUESTIONS);
      assertThat(outcome.faults()).isEmpty();
    }
  }

  @Test
  void aNamespaceOfNobodyIsChargedToNobody() {
    world.pod("unknown", "p", 8, GIB);
    run(30);

    assertThat(world.debits.charged.keySet()).allMatch(charged -> charged.projectId().equals("a"));
  }

  @Test
  void twoProcessesThatDieAnywhereChargeOnce() {
    qt().withExamples(40)
        .forAll(longs().all())
        .checkAssert(
            seed -> {
              aProjectWithAPodThatBegins();
              var random = new Random(seed);
              var one = world.process();
              var other = world.process();
              for (int minute = 0; minute < 60; minute++) {
                world.pass(STEP);
                world.prometheus.setDown(random.nextInt(8) == 0);
                world.setClockOff(Duration.ofSeconds(random.nextInt(600) - 300));
                world.debits.dieAfter(random.nextInt(12));
                try {
                  (random.nextBoolean() ? one : other).run();
                } catch (InMemoryDebits.Killed e) {
                  one = world.process();
                }
              }
              world.debits.dieAfter(Integer.MAX_VALUE);
              world.prometheus.setDown(false);
              world.setClockOff(Duration.ZERO);
              ticks(other, 20);

              assertThat(sum(CPU)).isEqualTo(11 * 150_000_000L);
              assertThat(sum(MEMORY)).isEqualTo((11 * 300 - 15) * GIB);
              assertThat(sum(NETWORK)).isEqualTo(11 * 450_000L);
            });
  }

  @Test
  void anAnswerThatIsTooMuchIsAskedForInPieces() {
    world.pass(Duration.ofHours(2));
    var limited =
        new Tick(
            (question, consumer) -> {
              var answer = world.prometheus.ask(question, consumer);
              if (question.promql().contains("container_") && longRange(question.promql())) {
                throw new PrometheusFault(PrometheusFault.Reason.TOO_LARGE, "too large");
              }
              return answer;
            },
            world.known(),
            world.debits,
            world.config,
            new BillingMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()),
            world.clock);
    ticks(limited, 60);

    assertThat(sum(CPU)).isEqualTo(23 * 150_000_000L);
  }

  private static boolean longRange(String promql) {
    var millis = promql.replaceAll(".*\\[(\\d+)ms].*", "$1");
    return !promql.startsWith("last") && Long.parseLong(millis) > 15 * 60_000;
  }

  private void run(int minutes) {
    var process = world.process();
    for (int i = 0; i < minutes; i++) {
      world.pass(STEP);
      ticks(process, 4);
    }
  }

  private static void ticks(Tick process, int count) {
    for (int i = 0; i < count; i++) {
      var outcome = process.run();
      assertThat(outcome.questions()).isLessThanOrEqualTo(Tick.MOST_QUESTIONS);
    }
  }

  private long sum(MeterItem item) {
    return world.debits.sum("a", item);
  }
}
