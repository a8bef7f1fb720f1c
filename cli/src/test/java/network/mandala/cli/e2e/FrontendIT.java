package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.crds.agent.AgentStatus;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A static site beside an agent: how it is served, changed, taken back and taken away. */
@TestMethodOrder(OrderAnnotation.class)
class FrontendIT {
  private static final Duration BUILD = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HASHED = "main.1a2b3c4d.js";

  @RegisterExtension static final TestProject PROJECT = new TestProject("front");

  @TempDir static Path folder;
  private static String firstRelease;
  private static List<String> agentPods;

  @Test
  @Order(1)
  void bothHostsAnswerAndThePagesFindTheirAgent() {
    var status = run("<h1>first</h1>");
    firstRelease = status.release();
    agentPods = podsOfTheAgent();

    assertThat(status.frontendUrl()).contains("://frontend." + PROJECT.name() + ".");
    Web.awaitWords(status.url(), "from the program", SOON);
    Web.awaitWords(status.frontendUrl(), "<h1>first</h1>", SOON);
    Web.awaitWords(ownName(status.frontendUrl()), "<h1>first</h1>", SOON);
    assertThat(get("/.well-known/mandala.json").body())
        .contains("\"url\":\"" + status.url() + "\"");
    var command = CommandLine.mandala("agent", "status", "book", "--project", PROJECT.name()).ok();
    assertThat(command).contains(status.url(), status.frontendUrl(), "FrontendReady");
  }

  @Test
  @Order(2)
  void filesAreServedAsBrowsersLikeThem() throws Exception {
    assertThat(get("/users/7").body()).isEqualTo("<h1>first</h1>");
    assertThat(get("/gone.js").statusCode()).isEqualTo(404);
    assertThat(get("/.notes").statusCode()).isEqualTo(404);
    assertThat(get("/.git/config").statusCode()).isEqualTo(404);
    assertThat(header(get("/" + HASHED), "Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
    var page = get("/");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Server")).doesNotContain("/");
    assertThat(send("/", "If-None-Match", header(page, "ETag")).statusCode()).isEqualTo(304);
    assertThat(header(send("/" + HASHED, "Accept-Encoding", "gzip"), "Content-Encoding"))
        .isEqualTo("gzip");
  }

  @Test
  @Order(3)
  void otherPagesAreSeenAtOnceAndThePodsOfTheAgentGoOn() throws Exception {
    var tag = header(get("/"), "ETag");

    var status = run("<h1>other</h1>");

    Web.awaitWords(status.frontendUrl(), "<h1>other</h1>", SOON);
    // A pod of the release before may answer for another moment; of the pages, which are of the
    // same
    // length as those before, the tag is another.
    TestCluster.await(SOON).until(() -> send("/", "If-None-Match", tag).statusCode() == 200);
    assertThat(status.release()).isNotEqualTo(firstRelease);
    assertThat(podsOfTheAgent()).isEqualTo(agentPods);
  }

  @Test
  @Order(4)
  void anOlderReleaseBringsTheOlderPagesBack() {
    PROJECT.apply("book", spec(source()) + "\nrelease: " + firstRelease);

    Web.awaitWords(frontend(), "<h1>first</h1>", SOON);
    assertThat(podsOfTheAgent()).isEqualTo(agentPods);
  }

  @Test
  @Order(5)
  void aLinkToWhatIsNotToBeSeenIsRefused() throws IOException {
    var source = source();
    Path link = folder.resolve("web/page.txt");
    Files.createSymbolicLink(link, Path.of("../index.js"));

    PROJECT.apply("book", spec(Registry.push(PROJECT, "book", folder)));

    assertThat(PROJECT.awaitReason("book", "Built", "SourceInvalid", BUILD).getMessage())
        .contains("spec.frontend.directory", "page.txt", "leads out of it");
    assertThat(get("/").body()).as("the pages that there were").contains("<h1>");
    Files.delete(link);
    PROJECT.apply("book", spec(source));
    PROJECT.awaitReason("book", "Ready", "Running", BUILD);
  }

  @Test
  @Order(6)
  void ofAFrontendNothingIsLeft() {
    var url = frontend();
    var image = PROJECT.agent("book").get().getStatus().releases().getFirst().frontendImage();
    assertThat(Registry.manifest(PROJECT, image).digest().value())
        .isEqualTo(image.substring(image.indexOf('@') + 1));

    CommandLine.mandala("agent", "delete", "book", "--project", PROJECT.name()).ok();

    TestCluster.await(BUILD).untilAsserted(() -> assertThat(Remains.of(PROJECT, "book")).isEmpty());
    TestCluster.await(SOON).until(() -> Web.get(url).statusCode() == 404);
    TestCluster.await(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> Registry.manifest(PROJECT, image))
                    .isInstanceOfSatisfying(
                        RegistryFault.class,
                        fault -> assertThat(fault.kind()).isEqualTo(RegistryFault.Kind.NOT_FOUND)));
  }

  /** Pushes the program with a page, and waits until both answer. */
  private static AgentStatus run(String page) {
    Sources.answering(folder, "from the program");
    Sources.write(folder.resolve("web/index.html"), page);
    Sources.write(folder.resolve("web/" + HASHED), "console.log(1); ".repeat(200));
    Sources.write(folder.resolve("web/.notes"), "for nobody");
    var source = Registry.push(PROJECT, "book", folder);
    PROJECT.apply("book", spec(source));
    TestCluster.await(BUILD)
        .alias("the new source runs")
        .until(
            () -> {
              var agent = PROJECT.agent("book").get();
              var ready = PROJECT.condition("book", "Ready");
              return ready != null
                  && "Running".equals(ready.getReason())
                  && agent.getMetadata().getGeneration().equals(ready.getObservedGeneration())
                  && agent.getStatus().source().endsWith(source.substring(source.indexOf('@')));
            });
    return PROJECT.agent("book").get().getStatus();
  }

  private static String spec(String source) {
    return "source: {artifact: '%s'}\nruntime: node\nfrontend: {directory: web}".formatted(source);
  }

  private static String source() {
    return PROJECT.agent("book").get().getSpec().source().artifact();
  }

  private static String frontend() {
    return PROJECT.agent("book").get().getStatus().frontendUrl();
  }

  private static String ownName(String url) {
    return url.replace("://frontend.", "://book-frontend.");
  }

  private static HttpResponse<String> get(String path) {
    return Web.get(URI.create(frontend()).resolve(path).toString());
  }

  private static HttpResponse<String> send(String path, String header, String value)
      throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(frontend()).resolve(path))
              .timeout(Duration.ofSeconds(30))
              .header(header, value)
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static List<String> podsOfTheAgent() {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/component", "agent")
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }
}
