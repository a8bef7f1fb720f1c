package network.mandala.billing;

import java.time.Clock;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.config.LedgerSecrets;
import network.mandala.process.Program;

/** Billing as a program; it runs until it is told to end. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Program.run(
        "Billing",
        environment -> {
          var file = Program.configuration(environment, BillingConfig.FILE);
          var config = BillingConfig.load(file, environment);
          return BillingProcess.create(
              config, LedgerSecrets.read(config.ledger()), Clock.systemUTC());
        });
  }
}
