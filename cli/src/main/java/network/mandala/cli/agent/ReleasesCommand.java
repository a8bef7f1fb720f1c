package network.mandala.cli.agent;

import java.util.List;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an Agent has run. */
@Command(
    name = "releases",
    description = "Shows the releases of an agent, the newest first, and which one serves.",
    mixinStandardHelpOptions = true)
final class ReleasesCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var agent = AgentBackend.at(at, console).get(reference.project(), reference.name());
      console.answer(
          () -> ReleaseText.table(agent),
          agent.getStatus() == null ? List.of() : agent.getStatus().releases());
    }
  }
}
