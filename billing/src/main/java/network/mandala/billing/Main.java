package network.mandala.billing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.config.LedgerSecrets;
import network.mandala.configuration.ConfigProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Billing as a program; it runs until it is told to end. */
public final class Main {

  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final String CONFIG_VARIABLE = "MANDALA_CONFIG";
  private static final int BAD_CONFIGURATION = 2;
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      var environment = System.getenv();
      var file = Path.of(environment.getOrDefault(CONFIG_VARIABLE, BillingConfig.FILE.toString()));
      var config = BillingConfig.load(file, environment);
      var process =
          BillingProcess.create(config, LedgerSecrets.read(config.ledger()), Clock.systemUTC());
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("stop")
                  .unstarted(
                      () -> {
                        log.info("Stopping");
                        process.close();
                        stopped.countDown();
                      }));
      process.start();
      stopped.await();
    } catch (ConfigProblems e) {
      e.getMessage().lines().forEach(problem -> log.error("Configuration: {}", problem));
      System.exit(BAD_CONFIGURATION);
    } catch (IOException | IllegalArgumentException e) {
      log.error("Configuration: {}", e.getMessage());
      System.exit(BAD_CONFIGURATION);
    } catch (RuntimeException e) {
      log.error("Billing did not start", e);
      System.exit(FAILED);
    }
  }
}
