package network.mandala.cli.suite;

import java.util.concurrent.Callable;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.process.Checkout;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the tests, all or some, and counts them. */
@Command(
    name = "test",
    description =
        "Runs all tests: every module, then end to end on a cluster, then the life of the cluster itself.",
    footer = "The last line is the count. The logs are kept in target/test-logs.",
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
  @Mixin private OutputOption output;
  @ArgGroup private Choice choice = new Choice();

  /** Without either: everything. */
  private static final class Choice {
    @Option(
        names = "--unit",
        description = "Only the tests of the modules that need no cluster: the short loop.")
    private boolean unit;

    @Option(
        names = "--only",
        paramLabel = "NAME",
        description =
            "Only this test class, or CLASS#method; end to end tests run on the cluster that is up.")
    private String only;
  }

  @Override
  public Integer call() {
    var checkout = Checkout.find();
    var run = new TestRun(checkout, output.console());
    Summary summary;
    if (choice.only != null) {
      summary = run.only(choice.only);
    } else if (choice.unit) {
      summary = run.unit();
    } else {
      summary = run.everything();
    }
    output.console().answer(summary::text, summary);
    return summary.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
