package network.mandala.builder.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void givesBackWhatWasPushed() throws IOException {
    Files.writeString(folder.resolve("index.js"), "console.log('hi')");
    try (var client = REGISTRY.client()) {
      var store = new ArtifactStore(client);

      var pushed =
          store.push(
              folder, REGISTRY.reference("demo/hello/source"), Limits.DEFAULT, Progress.SILENT);
      Path archive = elsewhere.resolve("a.tgz");
      store.pull(pushed.reference(), archive, 1 << 20, Progress.SILENT);
      Path target = elsewhere.resolve("out");
      try (var in = Files.newInputStream(archive)) {
        SourceArchive.extract(in, target, Limits.DEFAULT);
      }

      assertThat(target.resolve("index.js")).hasContent("console.log('hi')");
    }
  }

  @Test
  void uploadsNothingWhenTheFolderIsUnchanged() throws IOException {
    Files.writeString(folder.resolve("main.py"), "print('hi')");
    try (var client = REGISTRY.client()) {
      var store = new ArtifactStore(client);
      var first =
          store.push(
              folder, REGISTRY.reference("demo/twice/source"), Limits.DEFAULT, Progress.SILENT);
      int before = REGISTRY.requestCount();

      var second =
          store.push(
              folder, REGISTRY.reference("demo/twice/source"), Limits.DEFAULT, Progress.SILENT);

      assertThat(second.reference()).isEqualTo(first.reference());
      assertThat(REGISTRY.requestsSince(before))
          .noneMatch(request -> request.contains("/blobs/uploads/"));
    }
  }

  @Test
  void tagsWhatItPushesSoThatNoGarbageCollectionTakesIt() throws IOException {
    Files.writeString(folder.resolve("main.py"), "print('hi')");
    try (var client = REGISTRY.client()) {
      var pushed =
          new ArtifactStore(client)
              .push(
                  folder, REGISTRY.reference("demo/tagged/source"), Limits.DEFAULT, Progress.SILENT)
              .reference();

      var digest = new Digest(pushed.selector());
      assertThat(client.manifest(pushed.with(digest.shortForm())).digest()).isEqualTo(digest);
    }
  }
}
