package network.mandala.bridge;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.config.BridgeSecrets;
import network.mandala.process.Program;

/** The bridge as a program; it runs until it is told to end. */
public final class Main {
  /** A dead API server is noticed, and does not hold a caller for minutes. */
  private static final int REQUEST_TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private static final int RETRIES_OF_A_REQUEST = 2;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Program.run(
        "The bridge",
        environment -> {
          var file = Program.configuration(environment, BridgeConfig.FILE);
          var config = BridgeConfig.load(file, environment);
          return BridgeProcess.create(
              config, BridgeSecrets.read(config.secrets()), client(), Clock.systemUTC());
        });
  }

  private static KubernetesClient client() {
    var config = Config.autoConfigure(null);
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    config.setRequestRetryBackoffLimit(RETRIES_OF_A_REQUEST);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
