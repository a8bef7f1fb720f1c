package network.mandala.cli.spore;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to a bundle that has served. */
@Command(
    name = "rollback",
    description =
        "Goes back to a bundle of a spore that has served before; while a roll-out does not come"
            + " to its end, to the one that serves.",
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private SporeReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("5m");

  @Option(
      names = "--to",
      paramLabel = "SHA256",
      description =
          "A digest that 'mandala spore status' lists, or how one of them begins (default: the one"
              + " that served before).")
  private String to;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var spores = new Spores(client, console, reference.project(client));
      var digest = SporeRollback.target(spores.get(reference.name()), to);
      console.progress("going back to " + digest);
      var spore =
          spores.awaitServing(
              spores.change(reference.name(), SporeWish.otherBundle(digest, true)),
              digest,
              timeout.duration());
      console.answer(() -> SporeText.where(spore), spore);
    }
  }
}
