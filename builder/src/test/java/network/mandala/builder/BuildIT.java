package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BuildIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void makesAnImageOfANodeProgram() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program"));
    Files.writeString(program.resolve("server.js"), "serve()");
    Files.writeString(program.resolve("package.json"), "{\"main\": \"server.js\"}");
    var build = new BuildRun(REGISTRY, folder, "node", "demo/hello:k1");
    build.pushSource(REGISTRY, program);

    assertThat(build.run("fetch")).as(build.output()).isZero();
    build.write("dependencies/node_modules/left-pad/index.js", "pad()");
    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.layers()).hasSize(3);
    assertThat(image.file("/etc/base-file").content()).isEqualTo("of the base");
    assertThat(image.file("/app/node_modules/left-pad/index.js").content()).isEqualTo("pad()");
    assertThat(image.file("/app/server.js"))
        .isEqualTo(new ReadImage.File("/app/server.js", 0644, 65532, 65532, 0, "serve()"));
    assertThat(image.config().path("Entrypoint"))
        .map(node -> node.asText())
        .containsExactly("node", "/app/server.js");
    assertThat(image.config().path("User").asText()).isEqualTo("65532:65532");
    assertThat(image.config().path("WorkingDir").asText()).isEqualTo("/app");
    assertThat(image.config().path("Env"))
        .map(node -> node.asText())
        .contains("FROM_BASE=yes", "NODE_ENV=production");
  }

  @Test
  void makesAnImageOfAPythonProgram() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "python", "demo/py:k1");
    build.write("source/main.py", "print('hi')");
    build.write("dependencies/requests/__init__.py", "# requests");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.file("/deps/requests/__init__.py").content()).isEqualTo("# requests");
    assertThat(image.config().path("Entrypoint"))
        .map(node -> node.asText())
        .containsExactly("python3", "/app/main.py");
    assertThat(image.config().path("Env")).map(node -> node.asText()).contains("PYTHONPATH=/deps");
  }

  @Test
  void aPackageInstalledBesideItsSourceIsFound() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "python", "demo/package:k1");
    build.write("source/main.py", "");
    build.write("source/.mandala-site/hello/__init__.py", "# hello");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.file("/app/.mandala-site/hello/__init__.py").content()).isEqualTo("# hello");
    assertThat(image.config().path("Env"))
        .map(node -> node.asText())
        .contains("PYTHONPATH=/app/.mandala-site:/deps");
  }

  @Test
  void makesAnImageOfAnAgidentity() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program"));
    Files.writeString(program.resolve("package.json"), "{\"scripts\": {\"build\": \"tsc\"}}");
    var build = new BuildRun(REGISTRY, folder, "node", "demo/agid:k1");
    build.environment.put("MANDALA_TYPE", "agidentity");
    build.pushSource(REGISTRY, program);

    assertThat(build.run("fetch")).as(build.output()).isZero();
    assertThat(build.run("assemble")).isEqualTo(2);
    assertThat(build.outcome().path("message").asText()).contains("\"dist/start.js\"");
    build.write("source/dist/start.js", "serve()");
    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.config().path("Entrypoint"))
        .map(node -> node.asText())
        .containsExactly("node", "/app/dist/start.js");
    assertThat(image.config().path("Env"))
        .map(node -> node.asText())
        .contains(
            "NODE_ENV=production",
            "AUTH_SERVER_PORT=3000",
            "AGID_WORKSPACE_PATH=/data/workspace",
            "AGID_SESSIONS_PATH=/data/sessions");
    assertThat(image.file("/data/sessions/"))
        .isEqualTo(new ReadImage.File("/data/sessions/", 0755, 65532, 65532, 0, ""));
  }

  @Test
  void looksForTheEntryInTheFolderOfTheProgram() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program/packages/hello"));
    Files.writeString(program.resolve("server.js"), "serve()");
    var build = new BuildRun(REGISTRY, folder, "node", "demo/inner:k1");
    build.environment.put("MANDALA_DIRECTORY", "packages/hello");
    build.environment.put("MANDALA_ENTRY", "server.js");
    build.pushSource(REGISTRY, folder.resolve("program"));

    assertThat(build.run("fetch")).as(build.output()).isZero();
    assertThat(build.output()).contains("Entry server.js");
  }

  @Test
  void leavesTheDependenciesLayerOutWhenThereAreNone() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/alone:k1");
    build.write("source/index.js", "");
    Files.createDirectories(build.work.resolve("dependencies"));

    assertThat(build.run("assemble")).as(build.output()).isZero();

    assertThat(
            ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder)
                .layers())
        .hasSize(2);
  }

  @Test
  void takesInstalledDependenciesRatherThanThoseInTheSource() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/modules:k1");
    build.write("source/index.js", "");
    build.write("source/node_modules/a/index.js", "of the source");
    build.write("dependencies/node_modules/a/index.js", "installed");
    link(build.work.resolve("dependencies/node_modules/.bin/a"), "../a/index.js");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.file("/app/node_modules/a/index.js").content()).isEqualTo("installed");
    assertThat(image.file("/app/node_modules/.bin/a").content())
        .isEqualTo("#!/bin/sh\nexec node '/app/node_modules/a/index.js' \"$@\"\n");
    assertThat(image.file("/app/node_modules/.bin/a").mode()).isEqualTo(0755);
  }

  @Test
  void givesTheSameDigestForTheSameInputAndUploadsNothingTwice() throws IOException {
    var first = new BuildRun(REGISTRY, folder.resolve("first"), "node", "demo/same:k1");
    var second = new BuildRun(REGISTRY, folder.resolve("second"), "node", "demo/same:k1");
    for (var build : List.of(second, first)) {
      build.write("source/z.js", "z");
      build.write("source/index.js", "i");
      build.write("dependencies/node_modules/b/b.js", "b");
      build.write("dependencies/node_modules/a/a.js", "a");
      link(build.work.resolve("dependencies/node_modules/.bin/a"), "../a/a.js");
    }
    Files.setLastModifiedTime(second.work.resolve("source/z.js"), FileTime.fromMillis(1));
    assertThat(first.run("assemble")).as(first.output()).isZero();
    int before = REGISTRY.requestCount();

    assertThat(second.run("assemble")).as(second.output()).isZero();

    assertThat(second.outcome().path("digest")).isEqualTo(first.outcome().path("digest"));
    assertThat(REGISTRY.requestsSince(before))
        .noneMatch(request -> request.matches("(PUT|PATCH) .*/blobs/.*"));
  }

  @Test
  void attachesWhatTheImageIsMadeOfAndHow() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/attached:k1");
    build.write("source/index.js", "");
    build.write(
        "dependencies/node_modules/ms/package.json", "{\"name\":\"ms\",\"version\":\"2.1.3\"}");
    assertThat(build.run("assemble")).as(build.output()).isZero();
    assertThat(build.output()).contains("Attached its SBOM (1 packages) and provenance");
    var digest = build.outcome().path("digest").asText();

    try (var client = REGISTRY.client()) {
      var list =
          client.manifest(REGISTRY.reference("demo/attached:" + digest.replace(':', '-'))).json();
      assertThat(list.path("manifests").findValuesAsText("artifactType"))
          .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
      for (var entry : list.path("manifests")) {
        var attached =
            client
                .manifest(REGISTRY.reference("demo/attached@" + entry.path("digest").asText()))
                .json();
        assertThat(attached.at("/subject/digest").asText()).isEqualTo(digest);
        assertThat(attached.at("/subject/size").asLong())
            .isEqualTo(client.manifest(REGISTRY.reference("demo/attached@" + digest)).size());
      }
      var sbom = document(client, list.path("manifests").get(0).path("digest").asText());
      assertThat(sbom.path("components").findValuesAsText("purl"))
          .hasSize(2)
          .contains("pkg:npm/ms@2.1.3");
      var provenance = document(client, list.path("manifests").get(1).path("digest").asText());
      assertThat(provenance.at("/subject/0/digest/sha256").asText()).isEqualTo(digest.substring(7));
      assertThat(provenance.at("/predicate/buildDefinition/externalParameters/source").asText())
          .isEqualTo(build.environment.get("MANDALA_SOURCE"));
      assertThat(provenance.at("/predicate/buildDefinition/resolvedDependencies")).hasSize(2);
    }

    int before = REGISTRY.requestCount();
    assertThat(build.run("assemble")).as(build.output()).isZero();
    assertThat(build.outcome().path("digest").asText()).isEqualTo(digest);
    assertThat(REGISTRY.requestsSince(before))
        .noneMatch(
            request -> request.matches("(PUT|PATCH) .*/blobs/.*|PUT .*/manifests/sha256-.*"));
  }

  @Test
  void documentsOutliveTheGarbageCollectionOfTheRegistry() throws Exception {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/lasting:k1");
    build.write("source/index.js", "");
    assertThat(build.run("assemble")).as(build.output()).isZero();
    var digest = build.outcome().path("digest").asText();

    REGISTRY.collectGarbage();

    try (var client = REGISTRY.client()) {
      var list =
          client.manifest(REGISTRY.reference("demo/lasting:" + digest.replace(':', '-'))).json();
      for (var entry : list.path("manifests")) {
        var attached = REGISTRY.reference("demo/lasting@" + entry.path("digest").asText());
        var layer = client.manifest(attached).json().at("/layers/0/digest").asText();
        assertThat(client.hasBlob("demo/lasting", new Digest(layer))).isTrue();
      }
    }
  }

  private JsonNode document(RegistryClient client, String manifest) throws IOException {
    var layer =
        client
            .manifest(REGISTRY.reference("demo/attached@" + manifest))
            .json()
            .at("/layers/0/digest")
            .asText();
    Path file = folder.resolve("document");
    client.pullBlob("demo/attached", new Digest(layer), file, 1 << 20, Progress.SILENT);
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  @Test
  void movesNoByteOfTheBase() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/mounts:k1");
    build.write("source/index.js", "");
    int before = REGISTRY.requestCount();

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var requests = REGISTRY.requestsSince(before);
    String layer = baseLayer();
    assertThat(requests)
        .anyMatch(
            request ->
                request.matches("POST /v2/demo/mounts/blobs/uploads/\\?mount=.*from=mandala.*201"));
    assertThat(requests).noneMatch(request -> request.startsWith("GET") && request.contains(layer));
    assertThat(requests).noneMatch(request -> request.startsWith("PUT") && request.contains(layer));
    assertThat(requests)
        .filteredOn(request -> request.startsWith("PUT") && request.contains("/blobs/"))
        .as("the application, the configuration, and two documents with an empty one")
        .hasSize(5);
    assertThat(build.output()).contains("1 of 1 layers mounted");
  }

  @Test
  void picksItsOwnProcessorFromABaseOfMany() throws Exception {
    BuildRun.pushBase(REGISTRY, shared, "mandala/many:1", "amd64", "arm64");
    var build = new BuildRun(REGISTRY, folder, "node", "demo/many:k1");
    build.environment.put("MANDALA_BASE_IMAGE", REGISTRY.reference("mandala/many:1").toString());
    build.write("source/index.js", "");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    try (var client = REGISTRY.client()) {
      var manifest = client.manifest(Reference.parse(build.outcome().path("image").asText()));
      assertThat(manifest.isIndex()).isFalse();
    }
  }

  @Test
  void leavesTheImageByDigestInTheTerminationLog() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "python", "demo/log:k1");
    build.write("source/main.py", "print('hi')");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var outcome = build.outcome();
    assertThat(outcome.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(outcome.path("image").asText())
        .isEqualTo(REGISTRY.host() + "/demo/log@" + outcome.path("digest").asText());
    assertThat(outcome.path("sizeBytes").asLong()).isPositive();
    assertThat(outcome.path("durationMillis").asLong()).isPositive();
  }

  private static String baseLayer() {
    try (var client = REGISTRY.client()) {
      return client
          .manifest(REGISTRY.reference("mandala/base:1"))
          .json()
          .path("layers")
          .path(0)
          .path("digest")
          .asText();
    }
  }

  private static void link(Path link, String target) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }
}
