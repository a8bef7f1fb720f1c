package network.mandala.cli.project;

import java.util.Map;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a Project with all that is in it, and waits until nothing is left. */
@Command(
    name = "delete",
    description = "Deletes a project with everything in it.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private TimeoutOption timeout = new TimeoutOption("3m");

  @Parameters(paramLabel = "NAME", description = "The project.")
  private String name;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      ProjectBackend.at(at, console).delete(name, timeout.duration());
      console.answer(() -> "project " + name + " is deleted", Map.of("deleted", name));
    }
  }
}
