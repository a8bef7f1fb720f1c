package network.mandala.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import network.mandala.configuration.ConfigProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that runs until it is told to end. */
public final class Program {

  private static final Logger log = LoggerFactory.getLogger(Program.class);
  private static final String CONFIG_VARIABLE = "MANDALA_CONFIG";
  private static final int BAD_CONFIGURATION = 2;
  private static final int FAILED = 1;

  /** Reads the configuration and puts a process together. */
  @FunctionalInterface
  public interface Wiring {
    /**
     * Does not wait for anybody.
     *
     * @throws IOException when a file cannot be read or a port is taken
     */
    Running create(Map<String, String> environment) throws IOException;
  }

  private Program() {}

  /**
   * Runs it until the process is told to end. Exits with 2 if the configuration is wrong and with 1
   * if it does not start for another reason.
   *
   * @param name as a sentence begins with it
   */
  public static void run(String name, Wiring wiring) throws InterruptedException {
    try {
      var process = wiring.create(System.getenv());
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
      log.error("{} did not start", name, e);
      System.exit(FAILED);
    }
  }

  /** The file that the variable MANDALA_CONFIG names, else the usual one. */
  public static Path configuration(Map<String, String> environment, Path usual) {
    return Path.of(environment.getOrDefault(CONFIG_VARIABLE, usual.toString()));
  }
}
