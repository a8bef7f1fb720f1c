package network.mandala.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenKubeconfigTest {
  @TempDir Path folder;

  @Test
  void isSkippedWhereNoKubeconfigIs() {
    var provider = new GivenKubeconfig(Map.of("HOME", folder.toString()));

    assertThat(reason(provider))
        .isEqualTo("KUBECONFIG is not set and there is no " + folder.resolve(".kube/config"));
    assertThat(provider.running()).isEmpty();
    assertThatThrownBy(() -> provider.start(line -> {})).isInstanceOf(ClusterException.class);
  }

  @Test
  void isSkippedWhenKubeconfigNamesAMissingFile() {
    var missing = folder.resolve("missing");

    assertThat(reason(given(missing))).isEqualTo("there is no " + missing);
  }

  @Test
  void isSkippedWhenTheFileIsNoKubeconfig() throws IOException {
    var file = Files.writeString(folder.resolve("config"), "{{{");

    assertThat(reason(given(file))).startsWith(file + " is not a kubeconfig");
  }

  @Test
  void theClusterOfTheLocalProgramsIsNotAGivenOne() throws IOException {
    var file = kubeconfig("https://10.40.0.2:6443");

    assertThat(reason(given(file)))
        .isEqualTo(file + " points to the cluster of local programs itself");
  }

  @Test
  void isSkippedWhenNothingAnswers() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var file = kubeconfig("http://127.0.0.1:" + closed);

    assertThat(reason(given(file)))
        .startsWith("http://127.0.0.1:" + closed)
        .contains("does not answer");
  }

  @Test
  void isTakenWhenItsApiServerAnswers() throws IOException {
    try (var server = new ApiServer("1", "33", "v1.33.2")) {
      var provider = given(kubeconfig(server.address()));

      assertThat(provider.availability())
          .asInstanceOf(InstanceOfAssertFactories.type(Availability.Available.class))
          .extracting(Availability.Available::what, InstanceOfAssertFactories.STRING)
          .contains(server.address(), "Kubernetes v1.33.2");
      assertThat(provider.running()).isPresent();
    }
  }

  @Test
  void isSkippedWhenItsKubernetesIsTooOld() throws IOException {
    try (var server = new ApiServer("1", "29+", "v1.29.0")) {
      assertThat(reason(given(kubeconfig(server.address()))))
          .contains("runs Kubernetes v1.29.0, at least 1.31 is needed");
    }
  }

  @Test
  void aGivenClusterIsLeftAsItIs() {
    var cluster = new GivenCluster("given", folder, Map.of("MANDALA_INGRESS_SCHEME", "https"));

    assertThat(cluster.facts().ingressPort()).isEqualTo(443);
    assertThat(cluster.facts().importsImages()).isFalse();
    assertThatThrownBy(() -> cluster.importImages(java.util.List.of(), line -> {}))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("push them to a registry");
  }

  private static String reason(GivenKubeconfig provider) {
    assertThat(provider.availability()).isInstanceOf(Availability.Unavailable.class);
    return ((Availability.Unavailable) provider.availability()).reason();
  }

  private static GivenKubeconfig given(Path file) {
    return new GivenKubeconfig(Map.of("KUBECONFIG", file.toString()));
  }

  private Path kubeconfig(String server) throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(server));
  }

  /** Answers the one question that the provider asks. */
  private static final class ApiServer implements AutoCloseable {
    private final HttpServer server;

    ApiServer(String major, String minor, String version) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var answer =
          "{\"major\":\"%s\",\"minor\":\"%s\",\"gitVersion\":\"%s\"}"
              .formatted(major, minor, version)
              .getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/version",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
              body.write(answer);
            }
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
