package network.mandala.cli.ledger;

import network.mandala.cli.console.OutputOption;
import network.mandala.ledger.money.Satoshis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Books a payment. */
@Command(
    name = "credit",
    description = "Books what a tenant has paid. A suspended project runs again by itself.",
    mixinStandardHelpOptions = true)
final class CreditCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private OutputOption output;
  @Mixin private Posting posting;

  @Parameters(
      index = "1",
      paramLabel = "SATOSHIS",
      converter = SatoshisConverter.class,
      description = "How many: whole ones, at least 1.")
  private Satoshis amount;

  @Override
  public void run() {
    if (amount.isNegative()) {
      throw new ParameterException(
          command.commandLine(),
          "a payment is at least 1 satoshi: to take some, use 'mandala ledger adjust'");
    }
    posting.run(
        output,
        (journal, projectId, key, reason, actor) ->
            journal.credit(projectId, amount, key, reason, actor));
  }
}
