package network.mandala.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.mandala.cli.console.Table;

/** What a test run has shown: each step, each failure, and the count. */
record Summary(List<StepResult> steps, TestReport report) {
  Summary {
    steps = List.copyOf(steps);
  }

  /**
   * A step that failed without a failed test (it did not compile, it crashed) counts as one
   * failure: a run must not be green because nothing ran.
   */
  static Summary of(List<StepResult> steps) {
    var sum = TestReport.EMPTY;
    for (StepResult step : steps) {
      sum = sum.plus(step.report());
      if (!step.problem().isEmpty() && step.report().count().failed() == 0) {
        var problem = step.name() + ": " + step.problem();
        sum = sum.plus(new TestReport(new TestCount(0, 1, 0), List.of(problem)));
      }
    }
    return new Summary(steps, sum);
  }

  boolean ok() {
    return report.count().failed() == 0 && steps.stream().allMatch(StepResult::ok);
  }

  /** For a person; the count stands alone on the last line. */
  String text() {
    var table = new Table("STEP", "RESULT", "SECONDS", "LOG");
    for (StepResult step : steps) {
      table.row(
          step.name(),
          step.ok() ? "ok" : "FAILED",
          String.valueOf(step.duration().toSeconds()),
          step.log() == null ? null : relative(step.log()));
    }
    var lines = new ArrayList<String>();
    lines.add(table.toString());
    if (!report.failures().isEmpty()) {
      lines.add("");
      report.failures().forEach(failure -> lines.add("FAILED  " + failure));
    }
    if (!report.repeated().isEmpty()) {
      lines.add("");
      report.repeated().forEach(failure -> lines.add("PASSED ON THE SECOND TRY  " + failure));
    }
    lines.add("");
    lines.add(report.count().toString());
    return String.join(System.lineSeparator(), lines);
  }

  private static String relative(Path log) {
    var here = Path.of("").toAbsolutePath();
    return log.startsWith(here) ? here.relativize(log).toString() : log.toString();
  }
}
