package network.mandala.cli.agent;

import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows Agents. */
@Command(
    name = "list",
    description = "Shows the agents of a project, or all.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Option(
      names = {"-p", "--project"},
      paramLabel = "PROJECT",
      description = "Only those of this project.")
  private String project;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var agents = new Agents(client).list(project);
      console.answer(() -> AgentText.table(agents), agents);
    }
  }
}
