package network.mandala.cli.agent;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows Agents. */
@Command(
    name = "list",
    description = "Shows the agents of a project, or all.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;

  @Option(
      names = {"-p", "--project"},
      paramLabel = "PROJECT",
      description = "Only those of this project.")
  private String project;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var agents = AgentBackend.at(at, console).list(project);
      console.answer(() -> AgentText.table(agents), agents);
    }
  }
}
