package network.mandala.cli.ledger;

import java.time.Clock;
import java.util.function.Consumer;
import network.mandala.cli.connection.Place;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.OutputFormat;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whose books a command reads: a cluster's, or what a node tells of a key's projects. */
final class LedgerPlaceOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private PlaceOption place;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "mandala-system",
      description = "Where Mandala is installed in the cluster (default ${DEFAULT-VALUE}).")
  private String namespace;

  void use(Consumer<LedgerBackend> work) {
    try (var at = place.open()) {
      switch (at) {
        case Place.Cluster cluster -> {
          try (var access = LedgerAccess.open(cluster.client(), namespace)) {
            work.accept(new LedgerBackend.Books(access));
          }
        }
        case Place.Remote remote -> work.accept(new RemoteLedger(remote.node(), console()));
      }
    } catch (RuntimeException e) {
      throw LedgerFailure.inWords(e);
    }
  }

  private Console console() {
    var line = command.commandLine();
    return new Console(line.getOut(), line.getErr(), OutputFormat.TEXT, Clock.systemUTC());
  }
}
