package network.mandala.bridge.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import network.mandala.bridge.log.LogLine;
import network.mandala.bridge.testing.CarsCli;
import network.mandala.bridge.testing.DeployRig;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.Tarball;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.registry.Digest;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What "cars build" makes: its frontend runs, and its backend where it is a program. */
class AppUploadTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();
  @TempDir static Path folder;
  @TempDir static Path copies;
  @TempDir Path work;

  /** What was stored last. */
  private static final AtomicReference<Path> stored = new AtomicReference<>();

  private static DeployRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new DeployRig(api.client(), mysql.ledger(), folder, Limits.DEFAULT, AppUploadTest::keep);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static String keep(Project project, String agent, Path archive, Digest digest) {
    try {
      var content = Files.readAllBytes(archive);
      assertThat(Digest.of(content)).isEqualTo(digest);
      var copy = Files.createTempFile(copies, "stored-", ".tgz");
      Files.write(copy, content);
      stored.set(copy);
      return DeployRig.artifact(project, agent, digest.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The published program packs it, with its own folder of pages. */
  @Test
  void theFrontendOfAPublishedBuildIsAStaticSite() throws IOException {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
    var project = rig.project(1);
    var opened = rig.open(project);

    var artifact =
        CarsCli.ofSite(work, "http://localhost:7777", project.getMetadata().getName(), "testnet")
            .build();
    var reply = rig.upload(opened.url(), Files.readAllBytes(artifact));

    var id = project.getMetadata().getName();
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    assertThat(reply.body())
        .contains("\"frontendUrl\":\"frontend." + id + ".mandala.test\"")
        .doesNotContain("agentUrl", "notes");
    var spec = rig.agent(project, "agent").getSpec();
    assertThat(spec.frontend().directory()).isEqualTo("frontend");
    assertThat(spec.build().directory()).isEqualTo("mandala-door");
    assertThat(spec.source().artifact()).contains("/agent/source@sha256:");
    var unpacked = work.resolve("unpacked");
    try (var in = Files.newInputStream(stored.get())) {
      SourceArchive.extract(in, unpacked, Limits.DEFAULT);
    }
    assertThat(unpacked.resolve("frontend/index.html")).content().contains("made by cars");
    assertThat(unpacked.resolve("mandala-door/index.js")).exists();
  }

  @Test
  void anOverlayBackendIsLeftOutAndSaidSo() {
    var project = rig.project(1);
    var opened = rig.open(project);

    var reply =
        rig.upload(
            opened.url(),
            app(project, OVERLAY, "\"frontend\",\"backend\"")
                .file("./frontend/index.html", "hi")
                .file("./backend/package.json", "{}")
                .gzipped());

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    assertThat(reply.body()).contains("\"notes\":[\"The backend is not deployed: it is an overlay");
    assertThat(rig.agent(project, "agent").getSpec().frontend().directory()).isEqualTo("frontend");
    assertThat(lines(opened.deployment().id(), project))
        .contains(
            "The backend is not deployed: it is an overlay service (bsv-app) with topic managers"
                + " tm_meter and lookup services ls_meter, for which this node has no engine."
                + " The frontend is.");
  }

  @Test
  void aBackendThatIsAProgramRunsWithItsFrontend() {
    var project = rig.project(1);

    var reply =
        rig.upload(
            rig.open(project).url(),
            app(project, "", "\"frontend\",\"backend\"")
                .file("./frontend/index.html", "hi")
                .file("./backend/package.json", "{\"main\":\"x.js\"}")
                .file("./backend/x.js", "")
                .gzipped());

    var id = project.getMetadata().getName();
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    assertThat(reply.body())
        .contains(
            "\"agentUrl\":\"agent." + id + ".mandala.test\"",
            "\"frontendUrl\":\"frontend." + id + ".mandala.test\"");
    var spec = rig.agent(project, "agent").getSpec();
    assertThat(spec.build().directory()).isEqualTo("backend");
    assertThat(spec.frontend().directory()).isEqualTo("frontend");
  }

  @Test
  void whatCannotRunAtAllIsRefusedWithTheReason() {
    var project = rig.project(1);
    var other = rig.project(1);
    var url = rig.open(project).url();

    assertRefused(
        rig.upload(
            url,
            app(project, OVERLAY, "\"backend\"").file("./backend/package.json", "{}").gzipped()),
        "The backend cannot be deployed: it is an overlay service (bsv-app) with topic managers"
            + " tm_meter and lookup services ls_meter, for which this node has no engine. Add an"
            + " agent-manifest.json that says how the program is started.");
    assertRefused(
        rig.upload(url, app(project, "", "\"backend\"").file("./backend/a.js", "").gzipped()),
        "it has no package.json");
    assertRefused(
        rig.upload(url, app(project, "", "\"frontend\"").gzipped()),
        "Frontend directory not found but frontend config specified.");
    assertRefused(
        rig.upload(url, app(project, "", "\"backend\"").gzipped()),
        "Build context directory \\\"backend\\\" not found in artifact.");
    assertRefused(rig.upload(url, app(project, "", "").gzipped()), "asks for nothing");
    assertRefused(
        rig.upload(url, app(other, "", "\"frontend\"").file("./frontend/index.html", "").gzipped()),
        "No matching CARS deployment config or projectID in deployment-info.json");
    assertRefused(
        rig.upload(
            url,
            new Tarball()
                .file("./deployment-info.json", info(project, "", "").replace("testnet", "mainnet"))
                .file("./frontend/index.html", "")
                .gzipped()),
        "Network mismatch: Project is on testnet but deployment config specifies mainnet");
    assertRefused(
        rig.upload(url, new Tarball().file("./deployment-info.json", "[").gzipped()),
        "deployment-info.json cannot be used: $: is no JSON");
    assertRefused(
        rig.upload(
            url,
            app(project, "", "\"frontend\"")
                .file("./frontend/index.html", "")
                .file("./mandala-door/index.js", "")
                .gzipped()),
        "The name mandala-door is the node's");
    assertThat(rig.agent(project, "agent")).isNull();
  }

  /** The program that leads from the agent's host to the site, with the published runtime. */
  @Test
  void theDoorLeadsToTheSite() throws Exception {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
    var door = work.resolve("door.js");
    try (var in = Uploads.class.getResourceAsStream("door.js")) {
      Files.write(door, in.readAllBytes());
    }
    int port;
    try (var free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var builder = new ProcessBuilder("node", door.toString());
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("MANDALA_FRONTEND_ORIGINS", "http://site.test,http://other.test");
    var process = builder.inheritIO().start();
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var uri = java.net.URI.create("http://127.0.0.1:" + port + "//evil.test/a?b=1");
      var ofString = HttpResponse.BodyHandlers.ofString();
      var request = java.net.http.HttpRequest.newBuilder(uri);
      org.awaitility.Awaitility.await()
          .ignoreExceptions()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(() -> http.send(request.GET().build(), ofString).statusCode() == 307);

      assertThat(http.send(request.GET().build(), ofString).headers().firstValue("location"))
          .contains("http://site.test//evil.test/a?b=1");
      var post = java.net.http.HttpRequest.BodyPublishers.ofString("{}");
      var refused = http.send(request.POST(post).build(), ofString);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("\"frontend\":\"http://site.test\"");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static final String OVERLAY =
      "\"topicManagers\":{\"tm_meter\":\"./a.ts\"},"
          + "\"lookupServices\":{\"ls_meter\":{\"serviceFactory\":\"./b.ts\"}},";

  private static Tarball app(Project project, String overlay, String parts) {
    return new Tarball().file("./deployment-info.json", info(project, overlay, parts));
  }

  private static String info(Project project, String overlay, String parts) {
    return """
        {"schema":"bsv-app","schemaVersion":"1.0",%s
         "configs":[{"name":"x","provider":"CARS","CARSCloudURL":"http://x","projectID":"%s",
                     "network":"testnet","deploy":[%s]}]}
        """
        .formatted(overlay, project.getMetadata().getName(), parts);
  }

  private static void assertRefused(HttpResponse<String> reply, String words) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).contains(words);
  }

  private static List<String> lines(String deployment, Project project) {
    return rig.logs.ofDeployment(project.getMetadata().getName(), deployment).stream()
        .map(LogLine::message)
        .toList();
  }
}
