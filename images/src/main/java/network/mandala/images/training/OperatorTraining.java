package network.mandala.images.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.images.Training;

/** A start with one Project and one Agent, until both have a status. */
public final class OperatorTraining implements Training {

  private static final String API = "/apis/mandala.network/v1alpha1";
  private static final String PROJECT = API + "/projects/training";
  private static final String AGENT = API + "/namespaces/mandala-project-training/agents/hello";
  private static final Duration LONGEST = Duration.ofSeconds(40);

  /** For what comes after the first status: events, the canary, a second look. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private final StandInCluster cluster;
  private final Path configuration;
  private final Path authority;

  /**
   * @param folder an empty one, for what the operator's pod would have
   */
  public OperatorTraining(Path folder) throws IOException {
    Files.createDirectories(folder);
    var key = ServerKey.create(folder);
    authority = Files.writeString(folder.resolve("ca.crt"), key.certificatePem());
    var keyFile = Files.writeString(folder.resolve("tls.key"), key.keyPem());
    configuration =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            domain: localhost
            registry: {host: "127.0.0.1:1", insecure: true, realm: "http://127.0.0.1:1/token", keyFile: %s, certificateFile: %s}
            images: {builder: "example.test/builder:1", node: "example.test/node:1", python: "example.test/python:1", frontend: "example.test/nginx:1"}
            http: {port: 0, tokenPort: 0}
            """
                .formatted(keyFile, authority));
    cluster = new StandInCluster(key);
    cluster.apply(
        PROJECT,
        """
        {"apiVersion": "mandala.network/v1alpha1", "kind": "Project", "spec": {"displayName": "Training"}}
        """);
    cluster.apply(
        AGENT,
        """
        {"apiVersion": "mandala.network/v1alpha1", "kind": "Agent",
         "spec": {"source": {"image": "example.test/hello:1"}, "env": {"NAME": "value"}}}
        """);
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public Map<String, String> environment() {
    var environment = cluster.environment(authority);
    environment.put("MANDALA_CONFIG", configuration.toString());
    environment.put("POD_NAME", "training");
    return environment;
  }

  @Override
  public void awaitEnd(Process process) throws InterruptedException {
    Waiting.await("operator", process, LONGEST, "reconcile", this::hasReconciled);
    Thread.sleep(AFTERWARDS.toMillis());
  }

  private boolean hasReconciled() {
    return cluster.hasSeenWrite(PROJECT + "/status") && cluster.hasSeenWrite(AGENT + "/status");
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
