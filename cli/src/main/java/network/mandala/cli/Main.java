package network.mandala.cli;

import java.time.Duration;
import network.mandala.cli.agent.AgentCommand;
import network.mandala.cli.console.DurationConverter;
import network.mandala.cli.console.FailureReport;
import network.mandala.cli.database.DatabaseCommand;
import network.mandala.cli.infer.InferCommand;
import network.mandala.cli.infer.KeysCommand;
import network.mandala.cli.infer.ReceiptCommand;
import network.mandala.cli.install.DownCommand;
import network.mandala.cli.install.EnvCommand;
import network.mandala.cli.install.StatusCommand;
import network.mandala.cli.install.UpCommand;
import network.mandala.cli.ledger.LedgerCommand;
import network.mandala.cli.project.ProjectCommand;
import network.mandala.cli.quote.QuoteCommand;
import network.mandala.cli.remote.LoginCommand;
import network.mandala.cli.spore.SporeCommand;
import network.mandala.cli.suite.TestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's way in. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "mandala",
    description = "Runs other people's agents on Kubernetes.",
    mixinStandardHelpOptions = true,
    version = "mandala 0.1.0-SNAPSHOT",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      EnvCommand.class,
      TestCommand.class,
      LoginCommand.class,
      ProjectCommand.class,
      AgentCommand.class,
      SporeCommand.class,
      KeysCommand.class,
      InferCommand.class,
      ReceiptCommand.class,
      DatabaseCommand.class,
      LedgerCommand.class,
      QuoteCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  public static CommandLine commandLine() {
    var line =
        new CommandLine(new Main())
            .registerConverter(Duration.class, new DurationConverter())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new FailureReport());
    LedgerCommand.takeNegativeAmounts(line.getSubcommands().get("ledger"));
    return line;
  }
}
