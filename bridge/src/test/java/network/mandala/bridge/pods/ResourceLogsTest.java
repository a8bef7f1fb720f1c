package network.mandala.bridge.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import network.mandala.bridge.pods.ResourceLogs.Found;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the API server, which here says what the test wants it to. */
class ResourceLogsTest {
  private static final LogQuery QUERY = new LogQuery(Duration.ofMinutes(5), 20, LogLevel.ALL);

  private final Map<String, String> answers = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private KubernetesClient client;
  private ResourceLogs logs;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          var answer = answers.get(exchange.getRequestURI().getPath());
          var body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
    logs = new ResourceLogs(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void areReadWithinBoundsFromPodsWithTheLabelsOfTheOperator() {
    pods("agent-1");
    answers.put("/api/v1/namespaces/tenant/pods/agent-1/log", "hello\n");

    assertThat(logs.read(project(), LogSource.AGENT, QUERY)).isEqualTo(new Found.Lines("hello"));
    assertThat(asked)
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("/api/v1/namespaces/tenant/pods?")
                    .contains("mandala.network", "component", "agent", "limit="))
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("/api/v1/namespaces/tenant/pods/agent-1/log?")
                    .contains(
                        "container=main",
                        "tailLines=20",
                        "sinceSeconds=300",
                        "limitBytes=16777216"));
  }

  @Test
  void ofSeveralPodsAreBelowTheirNames() {
    pods("agent-1", "agent-2", "agent-3");
    answers.put("/api/v1/namespaces/tenant/pods/agent-1/log", "one\n");
    answers.put("/api/v1/namespaces/tenant/pods/agent-2/log", "");
    answers.put("/api/v1/namespaces/tenant/pods/agent-3/log", "three");

    assertThat(logs.read(project(), LogSource.AGENT, QUERY))
        .isEqualTo(new Found.Lines("==> agent-1 <==\none\n==> agent-3 <==\nthree"));
  }

  @Test
  void areNotThereWithoutPods() {
    pods();
    assertThat(logs.read(project(), LogSource.REDIS, QUERY)).isEqualTo(new Found.NoPods());
    assertThat(logs.read(new Project(), LogSource.REDIS, QUERY)).isEqualTo(new Found.NoPods());
  }

  @Test
  void areNotThereOfAPodThatHasGone() {
    pods("agent-1");

    assertThat(logs.read(project(), LogSource.AGENT, QUERY)).isEqualTo(new Found.Gone());
  }

  @Test
  void areNotThereOfAPodThatHasNotStarted() {
    var waiting =
        new PodBuilder()
            .withNewMetadata()
            .withName("agent-1")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .endContainer()
            .endSpec()
            .build();
    answers.put(
        "/api/v1/namespaces/tenant/pods",
        Serialization.asJson(new PodListBuilder().addToItems(waiting).build()));

    assertThat(logs.read(project(), LogSource.AGENT, QUERY))
        .isEqualTo(new Found.NotStarted("agent-1"));
  }

  private void pods(String... names) {
    var pods =
        Stream.of(names)
            .map(
                name ->
                    new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("tenant")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .endContainer()
                        .endSpec()
                        .withNewStatus()
                        .withContainerStatuses(
                            new ContainerStatusBuilder()
                                .withName("main")
                                .withNewState()
                                .withNewRunning()
                                .endRunning()
                                .endState()
                                .build())
                        .endStatus()
                        .build())
            .toList();
    answers.put(
        "/api/v1/namespaces/tenant/pods",
        Serialization.asJson(new PodListBuilder().withItems(pods).build()));
  }

  private static Project project() {
    var project = new Project();
    project.setStatus(new ProjectStatus(null, null, "tenant", null, null, null, List.of()));
    return project;
  }
}
