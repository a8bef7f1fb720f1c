package network.mandala.builder.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes archives that no honest tool would. */
final class TarMaker {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

  TarMaker() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  TarMaker file(String path, String content) {
    return file(path, content, 0644);
  }

  TarMaker file(String path, String content, int mode) {
    var entry = new TarArchiveEntry(path, true);
    entry.setMode(mode);
    return entry(entry, content.getBytes(UTF_8));
  }

  TarMaker folder(String path) {
    return entry(new TarArchiveEntry(path.endsWith("/") ? path : path + "/", true), new byte[0]);
  }

  TarMaker link(String path, String target) {
    return special(path, TarConstants.LF_SYMLINK, target);
  }

  TarMaker special(String path, byte type, String target) {
    var entry = new TarArchiveEntry(path, type, true);
    entry.setLinkName(target);
    return entry(entry, new byte[0]);
  }

  /** An entry of any type with any content. */
  TarMaker raw(String path, byte type, byte[] content) {
    return entry(new TarArchiveEntry(path, type, true), content);
  }

  private TarMaker entry(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] tar() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] tgz() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
