package network.mandala.cli.agent;

import java.util.Map;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes an Agent and waits until nothing of it is left. */
@Command(
    name = "delete",
    description = "Deletes an agent with its pods, its address and its data.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("2m");

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      console.progress("deleting agent " + reference.name() + " of project " + reference.project());
      AgentBackend.at(at, console)
          .delete(reference.project(), reference.name(), timeout.duration());
      console.answer(
          () -> "agent " + reference.name() + " is deleted", Map.of("deleted", reference.name()));
    }
  }
}
