package network.mandala.builder.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.RegistryFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SporeStoreIT {
  private static final byte[] BUNDLE = "a signed bundle".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(BUNDLE);

  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir Path folder;

  @Test
  void aBundleIsFoundByItsDigestAndUploadedOnce() throws IOException {
    var file = Files.write(folder.resolve("a.spore"), BUNDLE);
    var repository = REGISTRY.reference("demo/spore_bundles/source");
    try (var client = REGISTRY.client()) {
      var store = new SporeStore(client);
      var first = store.push(file, DIGEST, repository, Progress.SILENT);
      int before = REGISTRY.requestCount();
      var second = store.push(file, DIGEST, repository, Progress.SILENT);
      var pulled = folder.resolve("pulled");
      store.pull(repository, DIGEST, pulled, 1000, Progress.SILENT);

      assertThat(second).isEqualTo(first);
      assertThat(REGISTRY.requestsSince(before))
          .noneMatch(request -> request.contains("/blobs/uploads/"));
      assertThat(pulled).hasBinaryContent(BUNDLE);
      assertThat(client.manifest(first).json().path("artifactType").asText())
          .isEqualTo("application/vnd.mandala.spore.v1");
    }
  }

  @Test
  void aTagThatLeadsToAnotherBundleIsRefused() throws IOException {
    var file = Files.write(folder.resolve("a.spore"), BUNDLE);
    var repository = REGISTRY.reference("demo/moved/source");
    try (var client = REGISTRY.client()) {
      var store = new SporeStore(client);
      var other = Files.writeString(folder.resolve("b.spore"), "another");
      var pushed =
          store.push(
              other,
              Digest.of("another".getBytes(StandardCharsets.UTF_8)),
              repository,
              Progress.SILENT);
      store.push(file, DIGEST, repository, Progress.SILENT);
      var stolen = client.manifest(pushed).json().toString().getBytes(StandardCharsets.UTF_8);
      client.pushManifest(
          repository.with(DIGEST.value().substring("sha256:".length())), Manifest.IMAGE, stolen);

      assertThatThrownBy(
              () -> store.pull(repository, DIGEST, folder.resolve("pulled"), 1000, Progress.SILENT))
          .isInstanceOf(RegistryFault.class)
          .hasMessageContaining("is not the signed bundle");
    }
  }
}
