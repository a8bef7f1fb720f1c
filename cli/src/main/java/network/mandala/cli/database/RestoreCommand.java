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
import picocli.CommandLine.Option;

/** Goes back to a copy. */
@Command(
    name = "restore",
    description = "Replaces what is in a database by a copy. What was written since is lost.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private DatabaseReference reference;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NAME",
      description = "The copy, as 'mandala database list' names it.")
  private String from;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var id = from + "@" + Clock.systemUTC().millis();
      new DatabaseRequests(client, console)
          .ask(
              reference,
              DatabaseAnnotations.restore(reference.engine().word()),
              id,
              database -> judge(database, id));
      console.answer(
          () ->
              "%s of %s is as it was in %s"
                  .formatted(reference.engine().word(), reference.agent(), from),
          Map.of("restored", from));
    }
  }

  private static Progress judge(DatabaseStatus database, String id) {
    var progress = DatabaseRequests.progress(database.restore(), id, "going back");
    return progress instanceof Progress.Arrived && database.state() != DatabaseState.READY
        ? new Progress.Underway("the server takes the copy over")
        : progress;
  }
}
