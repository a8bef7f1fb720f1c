package network.mandala.cli.agent;

import network.mandala.cli.agent.AgentBackend.LogWish;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an Agent's pods, or its builds, have written. */
@Command(
    name = "logs",
    description = "Shows the lines that an agent has written.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines until Ctrl-C.")
  private boolean follow;

  @Option(names = "--build", description = "The lines of its last build instead.")
  private boolean build;

  @Option(
      names = "--tail",
      paramLabel = "LINES",
      defaultValue = "100",
      description = "How many lines to begin with (default ${DEFAULT-VALUE}).")
  private int tail;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      AgentBackend.at(at, console)
          .logs(
              reference.project(),
              reference.name(),
              new LogWish(
                  build ? AgentLogs.Component.BUILD : AgentLogs.Component.AGENT, tail, follow));
    }
  }
}
