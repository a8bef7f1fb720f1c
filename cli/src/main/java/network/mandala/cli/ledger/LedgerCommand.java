package network.mandala.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands about money. */
@Command(
    name = "ledger",
    description =
        "Shows what projects have and why, credits and corrects, and proves what was charged.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ShowCommand.class,
      EntriesCommand.class,
      CreditCommand.class,
      AdjustCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      PricesCommand.class,
      AuditCommand.class,
      ChangesCommand.class,
      WalletsCommand.class,
      SpendsCommand.class
    })
public final class LedgerCommand {
  /** Without this, -500 would be an option that nobody knows. */
  public static void takeNegativeAmounts(CommandLine ledger) {
    for (var name : new String[] {"adjust", "credit"}) {
      ledger.getSubcommands().get(name).setUnmatchedOptionsArePositionalParams(true);
    }
  }
}
