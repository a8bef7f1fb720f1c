package network.mandala.cli.install;

import java.util.Map;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.process.Checkout;
import network.mandala.cluster.ClusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the cluster that {@code mandala up} started, and leaves the machine as it was. */
@Command(
    name = "down",
    description = "Stops the cluster of this machine and leaves the machine as it was before.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Runnable {
  @Mixin private OutputOption output;

  @Override
  public void run() {
    var console = output.console();
    var running = Installation.running(Checkout.find());
    if (running.isEmpty()) {
      console.answer(() -> "no cluster runs here", Map.of("stopped", false));
      return;
    }
    try {
      running.get().stop(console::progressOfScript);
    } catch (ClusterException e) {
      throw new Failure(e.getMessage(), e);
    }
    console.answer(() -> "the cluster is down", Map.of("stopped", true));
  }
}
