package network.mandala.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import network.mandala.builder.artifact.Archives;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every build that cannot end well says whose turn it is, in its exit code, and what to do, in its
 * termination log.
 */
class FailedBuildIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir static Path shared;
  @TempDir Path folder;
  private Path program;
  private BuildRun build;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @BeforeEach
  void prepare() throws IOException {
    program = Files.createDirectories(folder.resolve("program"));
    Files.writeString(program.resolve("index.js"), "x".repeat(2000));
    build = new BuildRun(REGISTRY, folder, "node", "demo/failing:k1");
  }

  @AfterEach
  void grantEverything() {
    REGISTRY.tokens().grantEverything();
  }

  @Test
  void missesItsEntryBeforeDependenciesAreInstalled() throws IOException {
    build.pushSource(REGISTRY, program);
    build.environment.put("MANDALA_ENTRY", "server.js");

    assertFails(
        "fetch",
        2,
        "EntryMissing",
        "The entry file \"server.js\" (spec.build.entry) is not in the source");
  }

  @Test
  void cannotBuildWhatWasNeverPushed() throws IOException {
    assertFails("fetch", 2, "SourceNotFound", "demo/hello/source@sha256:0000");
  }

  @Test
  void takesNoImageForASource() throws IOException {
    try (var client = REGISTRY.client()) {
      var base = REGISTRY.reference("mandala/base:1");
      build.environment.put("MANDALA_SOURCE", base.with(client.manifest(base).digest()).toString());
    }

    assertFails("fetch", 2, "SourceInvalid", "is no source artifact (its type is \"\")");
  }

  @Test
  void takesNoArchiveThatLeavesItsFolder() throws IOException {
    pushRaw(Archives.withPath("../../etc/passwd"));

    assertFails("fetch", 2, "SourceInvalid", "The path \"../../etc/passwd\" leaves the folder");

    assertThat(build.work.resolve("source")).isEmptyDirectory();
  }

  @Test
  void takesNoSourceOverTheProvidersLimits() throws IOException {
    build.pushSource(REGISTRY, program);
    build.environment.put("MANDALA_MAX_SOURCE_BYTES", "1000");
    assertFails("fetch", 2, "SourceTooLarge", "The source is larger than 1000 bytes when unpacked");

    build.environment.put("MANDALA_MAX_SOURCE_BYTES", "20");
    assertFails("fetch", 2, "SourceTooLarge", "is larger than 20 bytes packed");

    Files.writeString(program.resolve("b.js"), "");
    build.pushSource(REGISTRY, program);
    build.environment.put("MANDALA_MAX_SOURCE_BYTES", "1000000");
    build.environment.put("MANDALA_MAX_SOURCE_FILES", "1");
    assertFails("fetch", 2, "SourceTooLarge", "more than 1 files and folders");
  }

  @Test
  void triesAgainWhenTheRegistryIsDownAndEndsWellWhenItIsBack() throws Exception {
    build.pushSource(REGISTRY, program);
    REGISTRY.stop();
    try {
      assertFails(
          "fetch", 75, "RegistryUnavailable", "Registry " + REGISTRY.host() + " does not answer");
    } finally {
      REGISTRY.start();
    }
    assertThat(build.run("fetch")).as(build.output()).isZero();
    REGISTRY.stop();
    try {
      assertFails(
          "assemble",
          75,
          "RegistryUnavailable",
          "Registry " + REGISTRY.host() + " does not answer");
    } finally {
      REGISTRY.start();
    }
    assertThat(build.run("assemble")).as(build.output()).isZero();
  }

  @Test
  void startsOverAfterAnInterruptedFetch() throws IOException {
    build.pushSource(REGISTRY, program);
    build.write("source/half/written", "rubbish");
    build.write("tmp/source.tgz", "rubbish");

    assertThat(build.run("fetch")).as(build.output()).isZero();

    assertThat(build.work.resolve("source/half")).doesNotExist();
    assertThat(build.work.resolve("source/index.js")).exists();
  }

  @Test
  void isToldApartWhenItsGrantIsWrong() throws IOException {
    build.write("source/index.js", "");
    REGISTRY.tokens().grantOnly(Map.of("mandala/", Set.of("pull"), "demo/", Set.of("pull")));
    assertFails("assemble", 75, "RegistryDenied", "push to demo/failing");

    REGISTRY.tokens().grantEverything();
    Files.writeString(folder.resolve("grant/password"), "expired");
    assertFails("assemble", 75, "RegistryDenied", "does not let demo:*** pull from mandala/base");
    assertFails("fetch", 75, "RegistryDenied", "does not let demo:*** pull from demo/hello/source");
  }

  @Test
  void leavesAMissingBaseToTheProvider() throws IOException {
    build.write("source/index.js", "");
    build.environment.put("MANDALA_BASE_IMAGE", REGISTRY.reference("mandala/missing:1").toString());

    assertFails(
        "assemble",
        75,
        "BaseImageNotFound",
        "this is for the provider to mend, the source is fine");
  }

  @Test
  void takesNoLinkOutOfTheDependencies() throws IOException {
    build.write("source/index.js", "");
    build.write("dependencies/node_modules/a/index.js", "");
    Files.createSymbolicLink(build.work.resolve("dependencies/node_modules/leak"), Path.of("/etc"));

    assertFails(
        "assemble",
        2,
        "SourceInvalid",
        "\"/app/node_modules/leak\" is a link that leads out of the source");
  }

  @Test
  void showsNothingThatAnInstallScriptLinksTo() throws IOException {
    build.write("source/index.js", "");
    Files.createDirectories(build.work.resolve("dependencies"));
    Files.createSymbolicLink(
        build.work.resolve("dependencies/node_modules"), folder.resolve("grant"));
    assertFails(
        "assemble",
        2,
        "SourceInvalid",
        "has put a link in the place of \"" + build.work.resolve("dependencies/node_modules"));

    Files.delete(build.work.resolve("dependencies/node_modules"));
    Files.move(build.work.resolve("source"), folder.resolve("grant/source"));
    Files.createSymbolicLink(build.work.resolve("source"), folder.resolve("grant/source"));
    assertFails(
        "assemble",
        2,
        "SourceInvalid",
        "has put a link in the place of \"" + build.work.resolve("source"));
  }

  @Test
  void blamesItselfForWrongSettings() throws IOException {
    build.environment.remove("MANDALA_RUNTIME");

    assertFails("assemble", 70, "BuilderFault", "MANDALA_RUNTIME: is not set");
  }

  @Test
  void blamesItselfForAnUnknownStep() throws IOException {
    assertFails("publish", 70, "BuilderFault", "name one step: fetch, site, assemble or push");
  }

  @Test
  void neverShowsAPassword() throws IOException {
    Files.writeString(folder.resolve("grant/password"), "hunter2-hunter2");

    build.run("assemble");
    build.run("fetch");

    assertThat(build.output()).doesNotContain("hunter2");
    assertThat(build.outcome().toString()).doesNotContain("hunter2");
  }

  private void assertFails(String step, int exitCode, String reason, String words)
      throws IOException {
    assertThat(build.run(step)).as(build.output()).isEqualTo(exitCode);

    assertThat(build.outcome().path("reason").asText()).isEqualTo(reason);
    assertThat(build.outcome().path("message").asText()).contains(words);
    assertThat(build.output()).contains("FAILED " + reason + ": ");
  }

  private void pushRaw(byte[] archive) {
    try (var client = REGISTRY.client()) {
      var layer = client.pushBlob("demo/hello/source", archive);
      var config = client.pushBlob("demo/hello/source", "{}".getBytes(UTF_8));
      String manifest =
          """
          {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
          "layers":[{"mediaType":"%s","digest":"%s","size":%d}]}"""
              .formatted(
                  Manifest.IMAGE,
                  ArtifactStore.ARTIFACT_TYPE,
                  config,
                  ArtifactStore.LAYER_TYPE,
                  layer,
                  archive.length);
      Digest digest =
          client.pushManifest(
              REGISTRY.reference("demo/hello/source"), Manifest.IMAGE, manifest.getBytes(UTF_8));
      build.environment.put(
          "MANDALA_SOURCE", REGISTRY.reference("demo/hello/source@" + digest).toString());
    }
  }
}
