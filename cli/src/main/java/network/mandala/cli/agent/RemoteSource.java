package network.mandala.cli.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.artifact.SourceRefused;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.manifest.Manifest;

/** A packed source in a file that goes with it: its manifest may have secrets in it. */
record RemoteSource(Path file) implements AutoCloseable {

  static RemoteSource pack(SourceFolder source, byte[] manifest, Console console) {
    Path file = null;
    try {
      file = Files.createTempFile("mandala-push-", ".tar.gz");
      try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
        var packed =
            SourceArchive.pack(
                source.folder(), Map.of(Manifest.FILE, manifest), out, Limits.DEFAULT);
        console.progress(
            "packed %d files, %d KiB"
                .formatted(packed.files(), Math.max(1, packed.packedBytes() / 1024)));
      }
      return new RemoteSource(file);
    } catch (SourceRefused refused) {
      delete(file);
      throw new Failure(refused.getMessage(), refused);
    } catch (IOException e) {
      delete(file);
      throw new Failure("cannot pack " + source.folder() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    delete(file);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Failure("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
