package network.mandala.cli.project;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows all Projects. */
@Command(name = "list", description = "Shows all projects.", mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var projects = ProjectBackend.at(at, console).list();
      console.answer(() -> ProjectText.table(projects), projects);
    }
  }
}
