package network.mandala.cli.spore;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how a Spore is. */
@Command(
    name = "status",
    description = "Shows how a spore is, and what to do if it is not well.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private SporeReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var spore = new Spores(client, console, reference.project(client)).get(reference.name());
      console.answer(() -> SporeText.status(spore), spore);
    }
  }
}
