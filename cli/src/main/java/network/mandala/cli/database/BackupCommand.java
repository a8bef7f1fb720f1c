package network.mandala.cli.database;

import java.time.Clock;
import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.crds.agent.DatabaseAnnotations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a copy now. */
@Command(
    name = "backup",
    description = "Makes a copy of a database now, and prints its name.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private DatabaseReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var id = "t" + Clock.systemUTC().millis();
      var answered =
          new DatabaseRequests(client, console)
              .ask(
                  reference,
                  DatabaseAnnotations.backup(reference.engine().word()),
                  id,
                  database -> DatabaseRequests.progress(database.backup(), id, "the copy"));
      var name = answered.backup().message();
      console.answer(() -> name, Map.of("backup", name));
    }
  }
}
