package network.mandala.bridge.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload on the disk, deleted when it is closed. Of one thread. */
final class UploadedFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UploadedFile.class);

  private final Path path;
  private Digest content;

  UploadedFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  void received(Digest digest) {
    content = digest;
  }

  Digest content() {
    return content;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("An upload cannot be deleted: {}", e.toString());
    }
  }
}
