package network.mandala.cli.ledger;

import network.mandala.cli.console.OutputOption;
import network.mandala.ledger.money.Satoshis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Corrects a balance. */
@Command(
    name = "adjust",
    description =
        "Gives satoshis to a project, or takes some: a correction out of the provider's pocket. Taking may leave a debt.",
    mixinStandardHelpOptions = true)
final class AdjustCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private Posting posting;

  @Parameters(
      index = "1",
      paramLabel = "±SATOSHIS",
      converter = SatoshisConverter.class,
      description = "How many: 500 gives, -500 takes.")
  private Satoshis amount;

  @Override
  public void run() {
    posting.run(
        output,
        (journal, projectId, key, reason, actor) ->
            journal.adjust(projectId, amount, key, reason, actor));
  }
}
