package network.mandala.cli.database;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Locale;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.Table;
import network.mandala.cli.project.ProjectOption;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DatabaseStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the databases of an agent and their copies. */
@Command(
    name = "list",
    description = "Shows the databases of an agent, and the copies that can be gone back to.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private ProjectOption project;

  @Parameters(index = "0", paramLabel = "AGENT", description = "The agent.")
  private String agent;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATABASE",
      description = "Only this one: mysql, mongo or redis.")
  private Engine engine;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var databases =
          databases(client).stream()
              .filter(database -> engine == null || engine.word().equals(database.name()))
              .toList();
      console.answer(() -> text(databases), databases);
    }
  }

  private List<DatabaseStatus> databases(KubernetesClient client) {
    var found =
        client
            .resources(Agent.class)
            .inNamespace(DatabaseRequests.namespace(project.name()))
            .withName(agent)
            .get();
    if (found == null) {
      throw new Failure(
          "there is no agent %s in project %s: see 'mandala agent list --project %2$s'"
              .formatted(agent, project.name()));
    }
    return found.getStatus() == null ? List.of() : found.getStatus().databases();
  }

  static String text(List<DatabaseStatus> databases) {
    if (databases.isEmpty()) {
      return "no databases: add them to spec.databases of the agent";
    }
    var table = new Table("DATABASE", "STATE", "SECRET", "COPY", "BYTES");
    for (DatabaseStatus database : databases) {
      var state =
          database.state() == null ? null : database.state().name().toLowerCase(Locale.ROOT);
      if (database.backups().isEmpty()) {
        table.row(database.name(), state, database.secret(), null, null);
      }
      database
          .backups()
          .forEach(
              copy ->
                  table.row(
                      database.name(),
                      state,
                      database.secret(),
                      copy.name(),
                      copy.bytes() == null ? null : String.valueOf(copy.bytes())));
    }
    return table.toString();
  }
}
