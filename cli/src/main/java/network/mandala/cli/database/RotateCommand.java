package network.mandala.cli.database;

import java.time.Clock;
import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.agent.DatabaseAnnotations;
import network.mandala.crds.agent.DatabaseState;
import network.mandala.crds.agent.DatabaseStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a new password. */
@Command(
    name = "rotate",
    description = "Makes a new password for a database, and a release of the agent that has it.",
    mixinStandardHelpOptions = true)
final class RotateCommand implements Runnable {
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
                  DatabaseAnnotations.rotate(reference.engine().word()),
                  id,
                  database -> judge(database, id));
      console.answer(
          () ->
              "%s of %s has a new password, in Secret %s; the agent gets it with its next release, which is on its way"
                  .formatted(reference.engine().word(), reference.agent(), answered.secret()),
          Map.of("secret", answered.secret()));
    }
  }

  private static Progress judge(DatabaseStatus database, String id) {
    if (!id.equals(database.rotation())) {
      return new Progress.Underway("waiting for the operator to make the password");
    }
    return database.state() == DatabaseState.READY
        ? new Progress.Arrived()
        : new Progress.Underway("the server starts with the new password");
  }
}
