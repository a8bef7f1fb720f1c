package network.mandala.cli.ledger;

import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a project has. */
@Command(
    name = "show",
    description = "Shows what a project has, how fast it spends it, and how long it lasts.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private LedgerPlaceOption ledger;
  @Mixin private ProjectArgument project;

  @Override
  public void run() {
    ledger.use(
        books -> {
          var funds = books.funds(project.name());
          output.console().answer(funds::text, funds);
        });
  }
}
