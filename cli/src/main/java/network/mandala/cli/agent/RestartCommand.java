package network.mandala.cli.agent;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Replaces the pods of an Agent by new ones of the same release. */
@Command(
    name = "restart",
    description =
        "Replaces the pods of an agent, one after the other: nothing is built, and there is no new"
            + " release.",
    mixinStandardHelpOptions = true)
final class RestartCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("5m");

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var ready =
          AgentBackend.at(at, console)
              .restart(reference.project(), reference.name(), timeout.duration());
      console.answer(() -> AgentText.urls(ready), ready);
    }
  }
}
