package network.mandala.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import network.mandala.configuration.ConfigProblems;
import network.mandala.operator.config.NodeConfig;
import org.slf4j.LoggerFactory;

/**
 * The operator as a program. It reads {@code /etc/mandala/config.yaml} (or what MANDALA_CONFIG
 * names) and runs until it is told to end.
 */
public final class Main {

  private static final String CONFIG_VARIABLE = "MANDALA_CONFIG";
  private static final String CONFIG_FILE = "/etc/mandala/config.yaml";
  private static final int BAD_CONFIGURATION = 2;
  private static final int FAILED = 1;

  /** A dead API server is noticed, and does not hold a thread for minutes. */
  private static final int REQUEST_TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private static final int RETRIES_OF_A_REQUEST = 2;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    var log = LoggerFactory.getLogger(Main.class);
    try (var client = client()) {
      var process = create(System.getenv(), client);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    log.info("Stopping");
                    process.close();
                    stopped.countDown();
                  },
                  "stop"));
      process.start();
      stopped.await();
    } catch (ConfigProblems e) {
      e.getMessage().lines().forEach(problem -> log.error("Configuration: {}", problem));
      System.exit(BAD_CONFIGURATION);
    } catch (IOException | IllegalArgumentException e) {
      log.error("Configuration: {}", e.getMessage());
      System.exit(BAD_CONFIGURATION);
    } catch (RuntimeException e) {
      log.error("The operator did not start", e);
      System.exit(FAILED);
    }
  }

  private static OperatorProcess create(Map<String, String> environment, KubernetesClient client)
      throws IOException {
    var file = Path.of(environment.getOrDefault(CONFIG_VARIABLE, CONFIG_FILE));
    var config = NodeConfig.load(file, environment);
    var clock = Clock.systemUTC();
    return OperatorProcess.create(
        config,
        new OperatorProcess.Surroundings(
            client,
            environment.getOrDefault("POD_NAME", "operator-" + UUID.randomUUID()),
            clock,
            // Exact; the start that the system tells of a process may be off by a second.
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
            // Not exit: no hook may go on writing beside the new leader.
            () -> Runtime.getRuntime().halt(FAILED)));
  }

  private static KubernetesClient client() {
    var config = Config.autoConfigure(null);
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    config.setRequestRetryBackoffLimit(RETRIES_OF_A_REQUEST);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
