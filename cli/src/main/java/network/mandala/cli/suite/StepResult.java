package network.mandala.cli.suite;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How one step of a test run ended.
 *
 * @param problem why it failed, for a person; empty when it did not
 * @param report the tests that it ran
 * @param log where its output is; null when it has none
 */
record StepResult(String name, String problem, TestReport report, Duration duration, Path log) {
  static StepResult passed(String name, TestReport report, Duration duration, Path log) {
    return new StepResult(name, "", report, duration, log);
  }

  static StepResult failed(
      String name, String problem, TestReport report, Duration duration, Path log) {
    return new StepResult(name, problem, report, duration, log);
  }

  boolean ok() {
    return problem.isEmpty() && report.count().failed() == 0;
  }

  static StepResult skipped(String name, String why) {
    return new StepResult(name, "not run: " + why, TestReport.EMPTY, Duration.ZERO, null);
  }
}
