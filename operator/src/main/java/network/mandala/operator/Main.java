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
import network.mandala.operator.config.NodeConfig;
import network.mandala.process.Program;

/**
 * The operator as a program. It reads {@code /etc/mandala/config.yaml} (or what MANDALA_CONFIG
 * names) and runs until it is told to end.
 */
public final class Main {

  private static final Path CONFIG_FILE = Path.of("/etc/mandala/config.yaml");
  private static final int FAILED = 1;

  /** A dead API server is noticed, and does not hold a thread for minutes. */
  private static final int REQUEST_TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private static final int RETRIES_OF_A_REQUEST = 2;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Program.run("The operator", environment -> create(environment, client()));
  }

  private static OperatorProcess create(Map<String, String> environment, KubernetesClient client)
      throws IOException {
    var config = NodeConfig.load(Program.configuration(environment, CONFIG_FILE), environment);
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
