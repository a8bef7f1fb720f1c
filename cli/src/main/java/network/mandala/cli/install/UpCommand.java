package network.mandala.cli.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.process.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a cluster where none is given, installs Mandala in it and runs the first agent. */
@Command(
    name = "up",
    description =
        "Starts a Kubernetes on this machine (or takes the one of KUBECONFIG), installs Mandala and runs a first agent.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Runnable {
  @Mixin private OutputOption output;

  @Option(
      names = {"-f", "--values"},
      paramLabel = "FILE",
      description = "Further values for the chart; may be repeated.")
  private List<Path> values = List.of();

  @Option(names = "--no-demo", description = "Do not run the first agent.")
  private boolean withoutDemo;

  @Override
  public void run() {
    var console = output.console();
    var installation = new Installation(Checkout.find(), console);
    var cluster = installation.cluster();
    installation.install(cluster, values);
    if (withoutDemo || !cluster.facts().importsImages()) {
      console.answer(
          () ->
              "Mandala is installed. Next: mandala project create NAME; mandala agent push DIR --project NAME --name"
                  + " AGENT",
          Map.of("kubeconfig", cluster.kubeconfig().toString()));
      return;
    }
    var url = new Demo(Checkout.find(), console).run(cluster);
    var facts = cluster.facts();
    if (facts.bridgePort() == 0) {
      console.answer(
          () -> "READY " + url, Map.of("url", url, "kubeconfig", cluster.kubeconfig().toString()));
      return;
    }
    var bridge = HelmRelease.bridgeUrl(facts);
    console.answer(
        () -> "signed requests: " + bridge + "\nREADY " + url,
        Map.of("url", url, "bridge", bridge, "kubeconfig", cluster.kubeconfig().toString()));
  }
}
