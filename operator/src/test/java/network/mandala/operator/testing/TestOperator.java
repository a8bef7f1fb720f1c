package network.mandala.operator.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.OperatorProcess;
import network.mandala.operator.config.NodeConfig;
import org.awaitility.Awaitility;

/**
 * The whole operator, as Main starts it, in this JVM, with the rights that the chart gives it; one
 * replica without a Lease.
 */
public final class TestOperator implements AutoCloseable {

  private static final String CONFIG =
      """
      domain: example.org
      registry: {host: "127.0.0.1:1", insecure: true, realm: "http://127.0.0.1:1/token"}
      images: {builder: registry/mandala/builder, node: registry/mandala/node, python: registry/mandala/python, frontend: registry/mandala/nginx}
      http: {port: 0, tokenPort: 0}
      domains: {requireProof: false}
      canary: {enabled: false}
      leaderElection: {enabled: false}
      """;

  private final KubernetesClient client;
  private final OperatorProcess process;

  private TestOperator(KubernetesClient client, OperatorProcess process) {
    this.client = client;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param folder where its key is, or is made
   * @param overrides variables as in the environment: MANDALA_CONFIG_...
   * @param writes sees what it writes
   */
  public static TestOperator start(
      ApiServer api, Path folder, Map<String, String> overrides, Writes writes) {
    var client =
        new KubernetesClientBuilder()
            .withConfig(OperatorRole.configOf(api))
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("writes", writes))
            .build();
    try {
      var clock = Clock.systemUTC();
      var process =
          OperatorProcess.create(
              config(folder, overrides),
              new OperatorProcess.Surroundings(
                  client,
                  "test-" + UUID.randomUUID(),
                  clock,
                  clock.instant(),
                  () -> {
                    throw new IllegalStateException("leadership lost");
                  }));
      startUnlessDead(process, writes);
      return new TestOperator(client, process);
    } catch (IOException e) {
      client.close();
      throw new UncheckedIOException(e);
    }
  }

  /** A process may die before it has started: its watches are opened while it writes already. */
  private static void startUnlessDead(OperatorProcess process, Writes writes) {
    // Not in the common pool: the client's callbacks need its only thread.
    var started = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                process.start();
                started.complete(null);
              } catch (RuntimeException e) {
                started.completeExceptionally(e);
              }
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> started.isDone() || writes.isDead());
    if (!writes.isDead()) {
      started.join();
    }
  }

  /** Gives the operator its rights, for when the server is away at its start. */
  public static void grantRights(ApiServer api) {
    OperatorRole.grantOnce(api);
  }

  /** A configuration with a key of its own. */
  public static NodeConfig config(Path folder, Map<String, String> overrides) throws IOException {
    if (!Files.exists(folder.resolve("tls.key"))) {
      TestKeys.write(folder);
    }
    var file = folder.resolve("config.yaml");
    Files.writeString(file, CONFIG);
    var environment = new HashMap<>(overrides);
    environment.put("MANDALA_CONFIG_REGISTRY_KEY_FILE", folder.resolve("tls.key").toString());
    environment.put(
        "MANDALA_CONFIG_REGISTRY_CERTIFICATE_FILE", folder.resolve("tls.crt").toString());
    return NodeConfig.load(file, environment);
  }

  public OperatorProcess process() {
    return process;
  }

  /** What it answers at a path of its health port. */
  public HttpResponse<String> get(String path) {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + process.healthPort() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The value of the first sample whose line starts so; 0 when there is none. */
  public double metric(String start) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
