package network.mandala.cli.spore;

import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes the path away and ends all instances; the Spore stays, and can be run again. */
@Command(
    name = "stop",
    description = "Stops a spore: no path, no instances. 'run' or 'promote' starts it again.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private SporeReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("2m");

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var spores = new Spores(client, console, reference.project(client));
      var stopped =
          spores.awaitStopped(
              spores.change(reference.name(), Map.of("spec", Map.of("suspend", true))),
              timeout.duration());
      console.answer(() -> "spore " + reference.name() + " is stopped", stopped);
    }
  }
}
