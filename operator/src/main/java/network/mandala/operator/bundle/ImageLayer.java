package network.mandala.operator.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import network.mandala.builder.registry.Digest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The one layer of a spore's image: its program, and what every program expects to find. It is not
 * packed, so that its bytes depend on nothing but the program.
 */
final class ImageLayer {

  /** Where the program lies, and where it is started. */
  static final String FOLDER = "app";

  /** Who runs in all our images. */
  static final int USER = 65532;

  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private ImageLayer() {}

  /**
   * Writes it to a file.
   *
   * @param command the name that the program gets
   * @return its digest
   */
  static Digest write(Path program, String command, Path file) throws IOException {
    var hash = Digest.sha256();
    try (OutputStream out =
            new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), hash);
        var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      // Its owner is the program itself: one that may write does so where it was started.
      folder(tar, FOLDER, USER);
      entry(tar, FOLDER + "/" + command, EXECUTABLE, Files.size(program), USER);
      Files.copy(program, tar);
      tar.closeArchiveEntry();
      folder(tar, "etc", 0);
      text(tar, "etc/passwd", "root:x:0:0:root:/:/\nspore:x:65532:65532:spore:/app:/\n");
      text(tar, "etc/group", "root:x:0:\nspore:x:65532:\n");
      folder(tar, "tmp", USER);
    }
    return Digest.of(hash);
  }

  private static void text(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    entry(tar, name, PLAIN, bytes.length, 0);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void folder(TarArchiveOutputStream tar, String name, int owner)
      throws IOException {
    var entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR);
    put(tar, entry, EXECUTABLE, owner);
    tar.closeArchiveEntry();
  }

  private static void entry(TarArchiveOutputStream tar, String name, int mode, long size, int owner)
      throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(size);
    put(tar, entry, mode, owner);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, int owner)
      throws IOException {
    entry.setMode(mode);
    entry.setModTime(0L);
    entry.setIds(owner, owner);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }
}
