package network.mandala.cli.ledger;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Checks all books against each other. */
@Command(
    name = "audit",
    description =
        "Checks the books of all projects: balances, entries, holds, receipts. Exit code 1 when something is wrong.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  @Mixin private OutputOption output;
  @Mixin private LedgerOption ledger;

  @Override
  public Integer call() {
    var right = new AtomicBoolean();
    ledger.use(
        access -> {
          var view = AuditView.of(access.ledger().audit().run());
          output.console().answer(view::text, view);
          right.set(view.findings().isEmpty());
        });
    return right.get() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
