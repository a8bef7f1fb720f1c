package network.mandala.cli.agent;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how an Agent is. */
@Command(
    name = "status",
    description = "Shows how an agent is, and what to do if it is not well.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var agent = new Agents(client).get(reference.project(), reference.name());
      console.answer(() -> AgentText.status(agent), agent);
    }
  }
}
