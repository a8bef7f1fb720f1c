package network.mandala.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.install.Installation;
import network.mandala.cli.process.Checkout;
import network.mandala.cluster.Cluster;

/** Which steps a test run has, in which order, and which run at the same time. */
final class TestRun {
  private final Checkout checkout;
  private final Steps steps;
  private final Installation installation;

  TestRun(Checkout checkout, Console console) {
    this.checkout = checkout;
    this.steps = new Steps(checkout, console);
    this.installation = new Installation(checkout, console);
  }

  /**
   * The modules are tested while the cluster starts; the cluster's own life is tested last, because
   * it ends it.
   */
  Summary everything() {
    var results = new ArrayList<StepResult>();
    results.add(steps.programs());
    if (results.getFirst().ok()) {
      var cluster = new AtomicReference<Cluster>();
      try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
        var modules =
            both.submit(
                () ->
                    steps.modules(
                        List.of(
                            "verify",
                            // The reports tell what failed: a failed test in one module must not
                            // keep
                            // those of the modules that need it from being run.
                            "-Dmaven.test.failure.ignore=true",
                            "--fail-at-end",
                            "-Dsurefire.rerunFailingTestsCount=1",
                            "-Dfailsafe.rerunFailingTestsCount=1")));
        var start =
            both.submit(() -> steps.install("cluster", () -> cluster.set(installation.cluster())));
        results.add(get(start));
        results.add(get(modules));
      }
      results.addAll(onTheCluster(cluster.get()));
    }
    return Summary.of(results);
  }

  private List<StepResult> onTheCluster(Cluster cluster) {
    if (cluster == null) {
      return List.of(StepResult.skipped("end to end", "there is no cluster"));
    }
    var results = new ArrayList<StepResult>();
    results.add(steps.install("installation", () -> installation.install(cluster, List.of())));
    results.add(
        results.getFirst().ok()
            ? steps.endToEnd(cluster, "")
            : StepResult.skipped("end to end", "Mandala is not installed"));
    if (cluster.facts().ownNetwork()) {
      results.add(steps.lifecycle());
    }
    return results;
  }

  /** Surefire's tests alone. */
  Summary unit() {
    var result = steps.modules(List.of("test", "--fail-at-end"));
    return Summary.of(List.of(result));
  }

  /** One class, in the module that has it. */
  Summary only(String name) {
    var file = find(name.replaceFirst("#.*", ""));
    var module = checkout.root().relativize(file).getName(0).toString();
    boolean integration = name.replaceFirst("#.*", "").endsWith("IT");
    StepResult result;
    if (integration && file.toString().contains("/e2e/")) {
      var cluster =
          Installation.running(checkout)
              .orElseThrow(
                  () -> new Failure(name + " needs the cluster: start it with ./mandala up"));
      result = steps.endToEnd(cluster, name);
    } else {
      result =
          steps.modules(
              List.of(
                  "-pl",
                  module,
                  "-am",
                  integration ? "verify" : "test",
                  integration ? "-Dit.test=" + name : "-Dtest=" + name,
                  integration ? "-Dtest=none" : "-Dit.test=none",
                  "-Dsurefire.failIfNoSpecifiedTests=false",
                  "-Dfailsafe.failIfNoSpecifiedTests=false"));
    }
    return Summary.of(List.of(result));
  }

  private Path find(String name) {
    var matcher =
        FileSystems.getDefault().getPathMatcher("glob:**/src/test/java/**/" + name + ".java");
    try (var files = Files.find(checkout.root(), 20, (file, _) -> matcher.matches(file))) {
      return files
          .findFirst()
          .orElseThrow(
              () ->
                  new Failure("there is no test class " + name + " in any module's src/test/java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StepResult get(Future<StepResult> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("the test run was interrupted", e);
    }
  }
}
