package network.mandala.cli.install;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.process.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what a shell needs to work with the cluster: {@code eval "$(./mandala env)"}. */
@Command(
    name = "env",
    description =
        "Prints the variables for working with the cluster; use it as: eval \"$(./mandala env)\"",
    mixinStandardHelpOptions = true)
public final class EnvCommand implements Runnable {
  @Mixin private OutputOption output;

  @Override
  public void run() {
    var checkout = Checkout.find();
    var cluster =
        Installation.running(checkout)
            .orElseThrow(() -> new Failure("no cluster runs here: start one with ./mandala up"));
    var variables = new LinkedHashMap<String, String>();
    variables.put("KUBECONFIG", cluster.kubeconfig().toString());
    variables.put("PATH", checkout.root() + ":" + checkout.programs() + ":$PATH");
    output.console().answer(() -> exports(variables), variables);
  }

  /** Quoted so that {@code $PATH} alone is expanded. */
  private static String exports(LinkedHashMap<String, String> variables) {
    return variables.entrySet().stream()
        .map(entry -> "export " + entry.getKey() + "=\"" + entry.getValue() + "\"")
        .collect(Collectors.joining("\n"));
  }
}
