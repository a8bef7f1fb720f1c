package network.mandala.cli.agent;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a build wrote: the one that runs, else the last one. */
@Command(
    name = "build-log",
    description =
        "Shows what the build of an agent has written: the one that runs, else the last one that ended.",
    mixinStandardHelpOptions = true)
final class BuildLogCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      AgentBackend.at(at, console).buildLog(reference.project(), reference.name());
    }
  }
}
