package network.mandala.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.install.Installation;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.process.Program;
import network.mandala.cli.process.ProgramRunner;
import network.mandala.cluster.Cluster;

/**
 * The steps that a test run is made of. Each returns how it ended and does not throw for a test
 * that failed.
 */
final class Steps {
  private static final Duration BUILD_OF_PROGRAMS = Duration.ofHours(1);
  private static final Duration MAVEN = Duration.ofMinutes(40);
  private static final Duration LIFECYCLE = Duration.ofMinutes(20);
  private static final String END_TO_END = "network.mandala.cli.e2e.**";

  private final Checkout checkout;
  private final Console console;
  private final ProgramRunner runner;

  Steps(Checkout checkout, Console console) {
    this.checkout = checkout;
    this.console = console;
    this.runner =
        new ProgramRunner(console, checkout.root().resolve("target").resolve("test-logs"));
  }

  /** The packages and upstream programs that tests start: an API server, a registry. */
  StepResult programs() {
    return timed(
        "programs",
        null,
        () -> {
          runner.follow(
              script("getting the packages that tests need", "packages.sh", BUILD_OF_PROGRAMS));
          runner.follow(
              script("getting the programs that tests start", "programs.sh", BUILD_OF_PROGRAMS));
          runner.follow(
              script(
                      "making the image of the MySQL that tests start",
                      "service-images.sh",
                      BUILD_OF_PROGRAMS)
                  .withArguments("mysql"));
          return TestReport.EMPTY;
        });
  }

  /**
   * Every module: compiled, checked, tested alone and on a real API server. As on the cluster, a
   * test that fails is run once more, and the summary names it.
   */
  StepResult modules(List<String> goalsAndOptions) {
    return maven("testing the modules", "modules", goalsAndOptions, Map.of());
  }

  /**
   * The tests on the cluster, through the command line. One that fails is run once more: it shares
   * the machine with everything else. The summary names those that passed only then.
   */
  StepResult endToEnd(Cluster cluster, String tests) {
    return maven(
        "testing on the cluster",
        "end to end",
        List.of(
            "-pl",
            "cli",
            "-am",
            "-Dmandala.e2e.skip=false",
            "-Dmandala.home=" + checkout.root(),
            "-Dit.test=" + (tests.isEmpty() ? END_TO_END : tests),
            "-Dfailsafe.failIfNoSpecifiedTests=false",
            "-Dfailsafe.rerunFailingTestsCount=1",
            "test-compile",
            "failsafe:integration-test",
            "failsafe:verify"),
        Map.of("KUBECONFIG", cluster.kubeconfig().toString()));
  }

  /** Takes the cluster down and proves that it starts, recovers and goes without a trace. */
  StepResult lifecycle() {
    var program =
        script("testing how the cluster starts, recovers and goes", "test-lifecycle.sh", LIFECYCLE);
    var log = runner.logFile(program);
    return timed(
        "life of the cluster",
        log,
        () -> {
          int status = runner.exitCode(program);
          var report = tap(log);
          if (status != 0 && report.count().failed() == 0) {
            throw new Failure(
                "ended with exit code " + status + ": " + ProgramRunner.lastLines(log, 3));
          }
          return report;
        });
  }

  /** A step of {@link Installation}. */
  StepResult install(String name, Runnable step) {
    return timed(
        name,
        null,
        () -> {
          step.run();
          return TestReport.EMPTY;
        });
  }

  private StepResult maven(
      String title, String name, List<String> arguments, Map<String, String> environment) {
    var command = new ArrayList<>(List.of("mvn"));
    command.addAll(arguments);
    var variables = new HashMap<>(environment);
    variables.put(
        "MAVEN_OPTS", "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
    var program = new Program(title, command, checkout.root(), variables, MAVEN);
    var log = runner.logFile(program);
    var start = Instant.now();
    return timed(
        name,
        log,
        () -> {
          var said = new MavenLog(log);
          int status;
          try {
            status = runner.exitCode(program);
          } catch (Failure stopped) {
            return TestReport.read(checkout.root(), start)
                .plus(
                    TestReport.lost(
                        "%s Under way: %s"
                            .formatted(stopped.getMessage(), String.join(", ", said.underWay()))));
          }
          var report = TestReport.read(checkout.root(), start);
          if (status != 0 && report.count().failed() == 0) {
            throw new Failure("Maven ended with exit code " + status + ": " + said.firstError());
          }
          return said.lostTests().map(why -> report.plus(TestReport.lost(why))).orElse(report);
        });
  }

  private StepResult timed(String name, Path log, Supplier<TestReport> step) {
    var start = Instant.now();
    try {
      var report = step.get();
      return StepResult.passed(name, report, since(start), log);
    } catch (Failure failure) {
      console.progress(name + " FAILED: " + failure.getMessage());
      return StepResult.failed(name, failure.getMessage(), TestReport.EMPTY, since(start), log);
    }
  }

  private static Duration since(Instant start) {
    return Duration.between(start, Instant.now());
  }

  private Program script(String title, String name, Duration timeout) {
    return Program.of(
        title,
        checkout.root(),
        timeout,
        "bash",
        checkout.root().resolve("local-cluster").resolve(name).toString());
  }

  private static TestReport tap(Path log) {
    try (var lines = Files.lines(log)) {
      return TapReport.parse("life of the cluster", lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
