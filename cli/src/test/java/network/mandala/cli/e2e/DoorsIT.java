package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tenant's pod tries every door of the house. Those that lead to others are shut; those to the
 * street are open.
 */
class DoorsIT {
  @RegisterExtension static final TestProject INTRUDER = new TestProject("intruder");
  @RegisterExtension static final TestProject NEIGHBOUR = new TestProject("neighbour");

  private static String prober;

  @BeforeAll
  static void moveIn() {
    push(NEIGHBOUR, "victim");
    push(INTRUDER, "friend");
    prober = push(INTRUDER, "prober");
  }

  @ParameterizedTest
  @CsvSource({
    "the API server's service,10.43.0.1,443",
    "the API server on the node,10.40.0.2,6443",
    "the kubelet,10.40.0.2,10250",
    "the ingress controller on the node,10.40.0.2,8080",
    "the registry,10.43.0.20,5000",
    "the token service,10.43.0.21,8082"
  })
  void isKeptFrom(String what, String host, int port) throws IOException {
    try (var self = new Socket(host, port)) {
      assertThat(self.isConnected()).as("the door is a door: it opens from this side").isTrue();
    }

    assertThat(connect(host, port)).as(what).isEqualTo("shut");
  }

  @ParameterizedTest
  @CsvSource({
    "etcd,10.40.0.2,2379",
    "the kubelet's health,10.40.0.2,10248",
    "the metadata address of clouds,169.254.169.254,80"
  })
  void isKeptFromWhatDoesNotListenHere(String what, String host, int port) {
    assertThat(connect(host, port)).as(what).isEqualTo("shut");
  }

  @Test
  void isKeptFromTheHostItself() throws IOException {
    var host = hostAddress();
    try (var listener = new ServerSocket(0, 5, host)) {
      try (var self = new Socket(host, listener.getLocalPort())) {
        assertThat(self.isConnected()).as("the door is a door: it opens from this side").isTrue();
      }

      assertThat(connect(host.getHostAddress(), listener.getLocalPort())).isEqualTo("shut");
    }
  }

  @Test
  void isKeptFromAnotherTenant() {
    assertThat(connect(pod(NEIGHBOUR, "victim").getStatus().getPodIP(), 8080)).isEqualTo("shut");
    assertThat(connect("victim." + NEIGHBOUR.namespace() + ".svc.cluster.local", 80))
        .isEqualTo("shut");
  }

  @Test
  void isKeptFromTheOperator() {
    for (Pod operator : TestCluster.operatorPods()) {
      assertThat(connect(operator.getStatus().getPodIP(), 8081)).isEqualTo("shut");
    }
  }

  @Test
  void reachesItsOwnProject() {
    assertThat(connect(pod(INTRUDER, "friend").getStatus().getPodIP(), 8080)).isEqualTo("open");
    assertThat(connect("friend", 80)).isEqualTo("open");
  }

  @Test
  void resolvesNames() {
    assertThat(ask("/resolve?name=kubernetes.default.svc.cluster.local")).isEqualTo("10.43.0.1");
    assertThat(ask("/resolve?name=" + packageRegistry().getHost())).matches("[0-9a-f.:]+");
  }

  @Test
  void reachesThePublicInternet() {
    var registry = packageRegistry();
    int port = registry.getPort() > 0 ? registry.getPort() : 443;

    assertThat(connect(registry.getHost(), port)).isEqualTo("open");
  }

  @Test
  void hasNoTokenOfTheClusterAndIsNobody() {
    assertThat(ask("/exists?path=/var/run/secrets/kubernetes.io/serviceaccount/token"))
        .isEqualTo("false");
    assertThat(ask("/user")).isEqualTo("65532");
  }

  @Test
  void theRegistryTakesNothingWithoutAToken() {
    var registry =
        TestCluster.client()
            .resources(network.mandala.crds.project.Project.class)
            .withName(INTRUDER.name())
            .get()
            .getStatus()
            .registry()
            .host();

    var answer =
        Web.post(
            "http://" + registry + "/v2/" + NEIGHBOUR.name() + "/victim/source/blobs/uploads/");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(way -> assertThat(way).startsWith("Bearer realm="));
  }

  private static String push(TestProject project, String name) {
    return mandala(
            "agent",
            "push",
            Sources.test("prober").toString(),
            "--project",
            project.name(),
            "--name",
            name)
        .ok();
  }

  private static Pod pod(TestProject project, String agent) {
    return TestCluster.client()
        .pods()
        .inNamespace(project.namespace())
        .withLabel("mandala.network/agent", agent)
        .withLabel("mandala.network/component", "agent")
        .list()
        .getItems()
        .getFirst();
  }

  private static String connect(String host, int port) {
    return ask(
        "/connect?port=" + port + "&host=" + URLEncoder.encode(host, StandardCharsets.UTF_8));
  }

  private static String ask(String question) {
    var answer = Web.get(prober + question.substring(1));
    assertThat(answer.statusCode()).as(question).isEqualTo(200);
    return answer.body();
  }

  /** The host's end of the cable to the local cluster. */
  private static InetAddress hostAddress() throws IOException {
    var cable = NetworkInterface.getByName("mandala0");
    assumeTrue(cable != null, "only the local cluster has its host so near");
    return Collections.list(cable.getInetAddresses()).stream()
        .filter(address -> address.getAddress().length == 4)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Where this machine's npm gets packages: an address of the public internet that is known to
   * answer here.
   */
  private static URI packageRegistry() {
    try {
      var npm =
          new ProcessBuilder("npm", "config", "get", "registry").redirectErrorStream(false).start();
      try (InputStream out = npm.getInputStream()) {
        return Stream.of(new String(out.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n"))
            .map(String::strip)
            .filter(line -> line.startsWith("http"))
            .map(URI::create)
            .findFirst()
            .orElseThrow();
      }
    } catch (IOException e) {
      assumeTrue(false, "npm is not installed here: " + e.getMessage());
      throw new AssertionError(e);
    }
  }
}
