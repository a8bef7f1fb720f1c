package network.mandala.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final TestReport THREE_PASSED = new TestReport(new TestCount(3, 0, 1), List.of());
  private static final TestReport ONE_FAILED =
      new TestReport(new TestCount(1, 1, 0), List.of("SomeTest.works: expected 1"));

  @Test
  void endsWithTheCountAloneOnALine() {
    var summary = Summary.of(List.of(passed("modules", THREE_PASSED)));

    assertThat(summary.ok()).isTrue();
    assertThat(summary.text().lines().toList()).last().isEqualTo("3 passed, 0 failed, 1 skipped");
  }

  @Test
  void namesEachFailure() {
    var summary = Summary.of(List.of(passed("modules", THREE_PASSED), passed("e2e", ONE_FAILED)));

    assertThat(summary.ok()).isFalse();
    assertThat(summary.report().count()).isEqualTo(new TestCount(4, 1, 1));
    assertThat(summary.text()).contains("FAILED  SomeTest.works: expected 1");
  }

  @Test
  void aStepThatFailsWithoutATestIsAFailure() {
    var broken =
        StepResult.failed("modules", "did not compile", TestReport.EMPTY, Duration.ZERO, null);

    var summary = Summary.of(List.of(broken, passed("e2e", ONE_FAILED)));

    assertThat(summary.report().count().failed()).isEqualTo(2);
    assertThat(summary.text()).contains("FAILED  modules: did not compile");
  }

  @Test
  void aStepThatWasNotRunIsAFailure() {
    var summary = Summary.of(List.of(StepResult.skipped("e2e", "there is no cluster")));

    assertThat(summary.ok()).isFalse();
    assertThat(summary.text()).contains("e2e: not run: there is no cluster");
  }

  @Test
  void countsTheChecksOfAScript() {
    var report =
        TapReport.parse(
            "life",
            Stream.of(
                "[12:00:00] starting",
                "ok 1 - it starts",
                "not ok 2 - it stops",
                "    why",
                "ok 3 - it sings # SKIP no voice"));

    assertThat(report.count()).isEqualTo(new TestCount(1, 1, 1));
    assertThat(report.failures()).containsExactly("life: it stops");
  }

  private static StepResult passed(String name, TestReport report) {
    return StepResult.passed(name, report, Duration.ofSeconds(2), null);
  }
}
