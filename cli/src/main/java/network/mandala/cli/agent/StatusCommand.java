package network.mandala.cli.agent;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how an Agent is. */
@Command(
    name = "status",
    description = "Shows how an agent is, and what to do if it is not well.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var agent = AgentBackend.at(at, console).get(reference.project(), reference.name());
      console.answer(() -> AgentText.status(agent), agent);
    }
  }
}
