package network.mandala.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.UnaryOperator;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.sbom.Layers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the steps of a Dockerfile have left is pushed, or refused when it is no image. */
class PushIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private byte[] layer = "layer".getBytes(UTF_8);
  private Path image;
  private BuildRun build;

  @BeforeEach
  void prepare() throws IOException {
    image = Files.createDirectories(folder.resolve("image"));
    build = new BuildRun(REGISTRY, folder, "docker", "demo/pushed:k1");
    build.environment.put("MANDALA_IMAGE", image.toString());
  }

  @Test
  void anImageIsPushedAsItIs() throws IOException {
    var manifest = write(UnaryOperator.identity());

    assertThat(build.run("push")).as(build.output()).isZero();

    assertThat(build.outcome().path("digest").asText()).isEqualTo(manifest.value());
    assertThat(build.outcome().path("sizeBytes").asLong()).isEqualTo(7);
    try (var client = REGISTRY.client()) {
      var pushed = client.manifest(Reference.parse(build.outcome().path("image").asText()));
      assertThat(pushed.json().path("layers").size()).isEqualTo(2);
      assertThat(client.hasBlob("demo/pushed", Digest.of("layer".getBytes(UTF_8)))).isTrue();
    }
    // The same again is the same again.
    assertThat(build.run("push")).isZero();
    assertThat(build.outcome().path("digest").asText()).isEqualTo(manifest.value());
  }

  @Test
  void whatTheLayersHaveInstalledIsToldAndWhereTheImageComesFrom() throws IOException {
    layer =
        Layers.tar(
            Map.of(
                "var/lib/dpkg/status",
                "Package: curl\nStatus: install ok installed\nVersion: 8.14.1-2\nArchitecture: amd64\n",
                "app/node_modules/ms/package.json",
                "{\"name\": \"ms\", \"version\": \"2.1.3\"}"));
    write(UnaryOperator.identity());

    assertThat(build.run("push")).as(build.output()).isZero();

    assertThat(build.output()).contains("Attached its SBOM (2 packages) and provenance");
    var image = Reference.parse(build.outcome().path("image").asText());
    try (var client = REGISTRY.client()) {
      var list = client.manifest(image.with(image.selector().replace(':', '-'))).json();
      assertThat(list.findValuesAsText("artifactType"))
          .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
      var documents = new ArrayList<String>();
      for (var entry : list.path("manifests")) {
        var document = client.manifest(image.with(entry.path("digest").asText())).json();
        assertThat(document.at("/subject/digest").asText()).isEqualTo(image.selector());
        var file = folder.resolve("document");
        client.pullBlob(
            image.repository(),
            new Digest(document.at("/layers/0/digest").asText()),
            file,
            1 << 20,
            Progress.SILENT);
        documents.add(Files.readString(file));
      }
      assertThat(documents.getFirst())
          .contains("pkg:npm/ms@2.1.3", "pkg:deb/debian/curl@8.14.1-2?arch=amd64");
      assertThat(documents.getLast())
          .contains("https://mandala.network/build/dockerfile/v1", "\"dockerfile\":\"Dockerfile\"");
    }
  }

  @Test
  void aLayerThatIsNoArchiveIsPushedAllTheSame() throws IOException {
    layer = new byte[] {0x1f, (byte) 0x8b, 'n', 'o'};
    write(UnaryOperator.identity());

    assertThat(build.run("push")).isZero();

    assertThat(build.output()).contains("could not all be looked through", "0 packages");
  }

  @Test
  void aLinkInThePlaceOfALayerIsNotFollowed() throws IOException {
    write(UnaryOperator.identity());
    var secret = Files.writeString(folder.resolve("secret"), "layer");
    var layer = blob(Digest.of("layer".getBytes(UTF_8)));
    Files.delete(layer);
    Files.createSymbolicLink(layer, secret);

    assertRefused("a link, or no file");
  }

  @Test
  void aLinkInThePlaceOfAFolderIsNotFollowed() throws IOException {
    write(UnaryOperator.identity());
    Files.move(image.resolve("blobs"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(image.resolve("blobs"), folder.resolve("elsewhere"));

    assertRefused("a link, or no file");
  }

  @Test
  void noImageAtAllIsSaidSo() throws IOException {
    assertRefused("it lacks index.json");
  }

  @Test
  void aManifestThatWasChangedIsRefused() throws IOException {
    Files.writeString(blob(write(UnaryOperator.identity())), "{}");

    assertRefused("of another size");
  }

  @Test
  void aLayerThatLiesElsewhereIsRefused() throws IOException {
    write(
        manifest -> {
          ((ObjectNode) manifest.path("layers").get(0))
              .putArray("urls")
              .add("http://169.254.169.254/");
          return manifest;
        });

    assertRefused("a layer lies elsewhere");
  }

  @Test
  void aNameThatLeavesTheFolderIsRefused() throws IOException {
    write(
        manifest -> {
          ((ObjectNode) manifest.path("config")).put("digest", "sha256:../../../grant/password");
          return manifest;
        });

    assertRefused("not named by its digest");
  }

  @Test
  void aDockerfileThatIsMissingIsSaidBeforeAnythingIsExecuted() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program/app"));
    Files.writeString(program.resolve("Containerfile"), "FROM scratch");
    Files.createSymbolicLink(program.resolve("Link"), Path.of("../app"));
    build.pushSource(REGISTRY, folder.resolve("program"));
    build.environment.put("MANDALA_DIRECTORY", "app");

    assertThat(build.run("fetch")).isEqualTo(2);
    assertThat(build.outcome().path("reason").asText()).isEqualTo("DockerfileMissing");
    assertThat(build.outcome().path("message").asText())
        .contains("\"app/Dockerfile\"", "spec.build.dockerfile");

    build.environment.put("MANDALA_DOCKERFILE", "Containerfile");
    assertThat(build.run("fetch")).as(build.output()).isZero();
    assertThat(build.output()).contains("Dockerfile Containerfile");
  }

  private void assertRefused(String why) throws IOException {
    assertThatThrownBy(() -> new ImageFolder(image).read())
        .isInstanceOf(BuildFailed.class)
        .hasMessageContaining(why);
    assertThat(build.run("push")).isEqualTo(2);
    assertThat(build.outcome().path("reason").asText()).isEqualTo("BuildFailed");
    assertThat(build.outcome().path("message").asText()).contains(why);
  }

  /** An image of one layer that is there twice; returns the digest of its manifest. */
  private Digest write(UnaryOperator<ObjectNode> change) throws IOException {
    var manifest = JSON.createObjectNode().put("schemaVersion", 2);
    manifest.put("mediaType", Manifest.IMAGE);
    manifest.set("config", descriptor("application/vnd.oci.image.config.v1+json", "{}"));
    var layers = manifest.putArray("layers");
    layers.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer));
    layers.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer));
    var index = JSON.createObjectNode().put("schemaVersion", 2);
    var written = JSON.writeValueAsString(change.apply(manifest));
    index.putArray("manifests").add(descriptor(Manifest.IMAGE, written));
    Files.writeString(image.resolve("index.json"), JSON.writeValueAsString(index));
    return Digest.of(written.getBytes(UTF_8));
  }

  private ObjectNode descriptor(String type, String content) throws IOException {
    return descriptor(type, content.getBytes(UTF_8));
  }

  private ObjectNode descriptor(String type, byte[] content) throws IOException {
    var digest = Digest.of(content);
    Files.createDirectories(blob(digest).getParent());
    Files.write(blob(digest), content);
    return JSON.createObjectNode()
        .put("mediaType", type)
        .put("digest", digest.value())
        .put("size", content.length);
  }

  private Path blob(Digest digest) {
    return image.resolve("blobs/sha256").resolve(digest.value().substring(7));
  }
}
