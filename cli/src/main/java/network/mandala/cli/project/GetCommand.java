package network.mandala.cli.project;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one Project. */
@Command(name = "get", description = "Shows a project.", mixinStandardHelpOptions = true)
final class GetCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Parameters(paramLabel = "NAME", description = "The project.")
  private String name;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var project = new Projects(client, console).get(name);
      console.answer(() -> ProjectText.of(project), project);
    }
  }
}
