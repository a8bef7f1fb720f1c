package network.mandala.cli.agent;

import java.util.List;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an Agent has run. */
@Command(
    name = "releases",
    description = "Shows the releases of an agent, the newest first, and which one serves.",
    mixinStandardHelpOptions = true)
final class ReleasesCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    try (var client = kubeconfig.client()) {
      var agent = new Agents(client).get(reference.project(), reference.name());
      output
          .console()
          .answer(
              () -> ReleaseText.table(agent),
              agent.getStatus() == null ? List.of() : agent.getStatus().releases());
    }
  }
}
