package network.mandala.bridge.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.registry.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where uploads lie while they are checked; nothing stays in it. */
final class UploadFolder {
  private static final Logger log = LoggerFactory.getLogger(UploadFolder.class);
  private static final int CHUNK = 64 << 10;

  private final Path folder;
  private final long mostBytes;
  private final Duration time;

  UploadFolder(Path folder, long mostBytes, Duration time) {
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.time = time;
  }

  /** Makes the folder, or removes what a process before us left in it. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    try (var left = Files.newDirectoryStream(folder, "upload-*")) {
      for (var file : left) {
        Files.delete(file);
      }
    }
  }

  /**
   * Writes what comes to a file, which the caller closes.
   *
   * @param length as announced
   * @throws Refusal 413 if there is more than is taken, 408 if it takes too long, 400 if it ends
   *     too soon
   */
  UploadedFile receive(InputStream body, OptionalLong length) {
    Path file;
    try {
      file = Files.createTempFile(folder, "upload-", ".tgz");
    } catch (IOException e) {
      throw noRoom(e);
    }
    var uploaded = new UploadedFile(file);
    try {
      uploaded.received(copy(body, length, file));
      return uploaded;
    } catch (RuntimeException e) {
      uploaded.close();
      throw e;
    }
  }

  /**
   * Another file with the same archive and more files in it, which the caller closes.
   *
   * @param added content by path; the archive has none of these
   */
  UploadedFile with(UploadedFile uploaded, Map<String, byte[]> added) {
    UploadedFile more = null;
    try {
      more = new UploadedFile(Files.createTempFile(folder, "upload-", ".tgz"));
      var hash = Digest.sha256();
      try (var out = new DigestOutputStream(Files.newOutputStream(more.path()), hash)) {
        out.write(SourceArchive.prefix(added));
        Files.copy(uploaded.path(), out);
      }
      more.received(Digest.of(hash));
      return more;
    } catch (IOException e) {
      if (more != null) {
        more.close();
      }
      throw noRoom(e);
    }
  }

  private Digest copy(InputStream body, OptionalLong length, Path file) {
    long end = System.nanoTime() + time.toNanos();
    var hash = Digest.sha256();
    var chunk = new byte[CHUNK];
    long bytes = 0;
    try (var out = Files.newOutputStream(file)) {
      for (int n = read(body, chunk); n >= 0; n = read(body, chunk)) {
        bytes += n;
        if (bytes > mostBytes) {
          throw tooLarge(mostBytes);
        }
        if (System.nanoTime() - end > 0) {
          throw closing(408, "The upload did not come in time");
        }
        hash.update(chunk, 0, n);
        write(out, chunk, n);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
    if (length.isPresent() && bytes != length.getAsLong()) {
      throw closing(400, "The upload ended too soon");
    }
    return Digest.of(hash);
  }

  private static int read(InputStream body, byte[] chunk) {
    try {
      return body.read(chunk);
    } catch (IOException | UncheckedIOException e) {
      throw closing(400, "The upload ended too soon");
    }
  }

  private static void write(OutputStream out, byte[] chunk, int length) throws IOException {
    out.write(chunk, 0, length);
  }

  static Refusal tooLarge(long mostBytes) {
    return closing(413, "The upload is larger than " + mostBytes + " bytes");
  }

  /** What is not read of the body cannot be the next request. */
  private static Refusal closing(int status, String error) {
    return new Refusal(Reply.error(status, error).with("connection", "close"));
  }

  private static Refusal noRoom(IOException e) {
    log.warn("An upload cannot be kept: {}", e.toString());
    return new Refusal(
        Reply.error(503, "The node has no room for uploads now; try again")
            .with("retry-after", "60")
            .with("connection", "close"));
  }
}
