package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Release;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images that are named by tags, and a registry whose tags move. */
class TagsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FIRST = "sha256:" + "1".repeat(64);
  private static final String SECOND = "sha256:" + "2".repeat(64);

  /** By path; 0 bytes of everything else that a registry has. */
  private static final Map<String, String> TAGS = new ConcurrentHashMap<>();

  private static volatile boolean broken;

  @TempDir private static Path folder;
  private static HttpServer registry;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext("/", TagsOnTheApiServerTest::answer);
    registry.start();
    operator = TestOperator.start(api, folder, settings(), Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "tags");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
    registry.stop(0);
  }

  @AfterEach
  void mend() {
    broken = false;
  }

  @Test
  void aReleaseRunsWhatItsTagNamedWhenItWasMade() {
    var image = image("app");
    TAGS.put(path("app"), FIRST);
    tenant.run("app", "source: {image: '%s'}".formatted(image));
    var first = tenant.get("app").getStatus().releases().getFirst();
    assertThat(first.image()).isEqualTo(image + "@" + FIRST);
    assertThat(images("app")).containsExactly(image + "@" + FIRST);

    TAGS.put(path("app"), SECOND);
    tenant.apply(
        "app", "{source: {image: '%s'}, restartedAt: '2026-03-01T12:00:00Z'}".formatted(image));
    eventually(
        () ->
            assertThat(tenant.kubelet().pods("app", Labels.COMPONENT_AGENT))
                .anyMatch(
                    pod ->
                        pod.getMetadata().getAnnotations() != null
                            && pod.getMetadata()
                                .getAnnotations()
                                .containsValue("2026-03-01T12:00:00Z")));
    tenant.serveUntilReady("app");
    assertThat(images("app")).as("after a restart").containsOnly(image + "@" + FIRST);
    assertThat(tenant.get("app").getStatus().releases()).hasSize(1);

    tenant.run("app", "{source: {image: '%s'}, env: {COLOUR: green}}".formatted(image));
    assertThat(tenant.get("app").getStatus().releases())
        .extracting(Release::image)
        .containsExactly(image + "@" + SECOND, image + "@" + FIRST);

    tenant.run(
        "app",
        "{source: {image: '%s'}, env: {COLOUR: green}, release: %s}".formatted(image, first.id()));
    eventually(() -> assertThat(images("app")).containsExactly(image + "@" + FIRST));
    tenant.delete("app");
  }

  @Test
  void anotherOperatorAsksNobodyForWhatIsRecordedAndWritesNothing() {
    TAGS.put(path("calm"), FIRST);
    tenant.run("calm", "source: {image: '%s'}".formatted(image("calm")));
    TAGS.put(path("calm"), SECOND);
    var before = tenant.get("calm").getMetadata().getResourceVersion();
    var writes = Writes.unlimited();

    try (var second = TestOperator.start(api, folder, settings(), writes)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  second.metric("mandala_reconcile_seconds_count{kind=\"Agent\",result=\"ok\"")
                      > 0);
      await().during(Duration.ofSeconds(2)).until(() -> true);
    }

    assertThat(writes.seen().stream().filter(write -> write.contains("calm"))).isEmpty();
    assertThat(tenant.get("calm").getMetadata().getResourceVersion()).isEqualTo(before);
    tenant.delete("calm");
  }

  @Test
  void aTagThatIsNotThereIsToldAndComesByItself() {
    tenant.apply("absent", "source: {image: '%s'}".formatted(image("absent")));

    assertThat(tenant.awaitReason("absent", AgentReason.IMAGE_CANNOT_BE_PULLED))
        .contains(image("absent"), "Push it there");
    TAGS.put(path("absent"), FIRST);
    tenant.serveUntilReady("absent");
    assertThat(images("absent")).containsExactly(image("absent") + "@" + FIRST);
    tenant.delete("absent");
  }

  @Test
  void aRegistryThatIsAwayIsToldAndWhatRunsGoesOn() {
    TAGS.put(path("steady"), FIRST);
    tenant.run("steady", "source: {image: '%s'}".formatted(image("steady")));
    var release = tenant.get("steady").getStatus().release();

    broken = true;
    tenant.apply("steady", "source: {image: '%s'}".formatted(image("other")));
    assertThat(tenant.awaitReason("steady", AgentReason.REGISTRY_UNAVAILABLE))
        .contains("the registry does not answer", "Release %s serves meanwhile".formatted(release));
    assertThat(images("steady")).containsExactly(image("steady") + "@" + FIRST);

    TAGS.put(path("other"), SECOND);
    broken = false;
    eventually(() -> assertThat(images("steady")).contains(image("other") + "@" + SECOND));
    tenant.delete("steady");
  }

  @Test
  void ofAnotherRegistryTheDigestIsWhatTheNodeHasPulled() {
    var pulled = "sha256:" + "5".repeat(64);
    tenant.run("far", "source: {image: 'ghcr.io/example/app:1'}");
    eventually(
        () ->
            assertThat(tenant.get("far").getStatus().releases().getFirst().image())
                .isEqualTo("ghcr.io/example/app:1@" + pulled));
    assertThat(images("far"))
        .as("no pod is replaced for it")
        .containsExactly("ghcr.io/example/app:1");
    var release = tenant.get("far").getStatus().release();

    tenant.apply(
        "far", "{source: {image: 'ghcr.io/example/app:1'}, restartedAt: '2026-03-01T12:00:00Z'}");
    eventually(() -> assertThat(images("far")).contains("ghcr.io/example/app:1@" + pulled));
    tenant.serveUntilReady("far");
    assertThat(tenant.get("far").getStatus().release()).isEqualTo(release);
    assertThat(tenant.condition("far", AgentCondition.READY).getReason())
        .isEqualTo(AgentReason.RUNNING.word());
    tenant.delete("far");
  }

  private static Map<String, String> settings() {
    return Map.of("MANDALA_CONFIG_REGISTRY_HOST", host());
  }

  private static String host() {
    return "127.0.0.1:" + registry.getAddress().getPort();
  }

  private static String image(String name) {
    return host() + "/tags/" + name + ":1";
  }

  private static String path(String name) {
    return "/v2/tags/" + name + "/manifests/1";
  }

  private static List<String> images(String agent) {
    return tenant.kubelet().pods(agent, Labels.COMPONENT_AGENT).stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .toList();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var digest = TAGS.get(exchange.getRequestURI().getPath());
      if (digest != null) {
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
      }
      exchange.sendResponseHeaders(broken ? 503 : digest == null ? 404 : 200, -1);
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }
}
