package network.mandala.cli.project;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows all Projects. */
@Command(name = "list", description = "Shows all projects.", mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var projects = new Projects(client, console).list();
      console.answer(() -> ProjectText.table(projects), projects);
    }
  }
}
