package network.mandala.cli.project;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one Project. */
@Command(name = "get", description = "Shows a project.", mixinStandardHelpOptions = true)
final class GetCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;

  @Parameters(paramLabel = "NAME", description = "The project.")
  private String name;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var project = ProjectBackend.at(at, console).get(name);
      console.answer(() -> ProjectText.of(project), project);
    }
  }
}
