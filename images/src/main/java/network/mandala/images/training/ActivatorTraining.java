package network.mandala.images.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.images.Training;

/** A start, and a request for an agent that never answers. */
public final class ActivatorTraining implements Training {

  private static final String LEASE =
      "/apis/coordination.k8s.io/v1/namespaces/mandala-project-training/leases/hello";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final StandInCluster cluster;
  private final Path authority;
  private final int port;

  /**
   * @param folder an empty one, for what the activator's pod would have
   */
  public ActivatorTraining(Path folder) throws IOException {
    Files.createDirectories(folder);
    var key = ServerKey.create(folder);
    authority = Files.writeString(folder.resolve("ca.crt"), key.certificatePem());
    cluster = new StandInCluster(key);
    cluster.apply(
        LEASE,
        """
        {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
         "metadata": {"labels": {"mandala.network/activity": "true", "mandala.network/agent": "hello"},
                      "annotations": {"mandala.network/hosts": "hello.training.example"}},
         "spec": {"leaseDurationSeconds": 10}}
        """);
    port = Waiting.freePort();
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public Map<String, String> environment() {
    var environment = cluster.environment(authority);
    environment.put("MANDALA_ACTIVATOR_PORT", String.valueOf(port));
    environment.put("MANDALA_ACTIVATOR_HEALTH_PORT", "0");
    environment.put("MANDALA_ACTIVATOR_HOLD_SECONDS", "1");
    return environment;
  }

  @Override
  public void awaitEnd(Process process) throws InterruptedException {
    Waiting.await(
        "activator",
        process,
        LONGEST,
        "report",
        () -> {
          ask();
          return cluster.hasSeenWrite(LEASE);
        });
  }

  private void ask() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: hello.training.example\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      in.readAllBytes();
    } catch (IOException e) {
      // It has not started yet.
    }
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
