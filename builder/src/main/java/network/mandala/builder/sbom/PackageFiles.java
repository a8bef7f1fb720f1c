package network.mandala.builder.sbom;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Those files of an image by which package managers know what they have installed, put together
 * from its layers in a folder. Strangers wrote the layers: only plain files are written, below the
 * folder, so many bytes at most; a layer that cannot be read ends the search, and what was found
 * until then stands.
 */
public final class PackageFiles {
  private static final Pattern WANTED =
      Pattern.compile(
          "(?:.*/)?node_modules/(?:@[^/]+/)?[^/@.][^/]*/package\\.json"
              + "|(?:.*/)?node_modules/\\.package-lock\\.json"
              + "|(?:.*/)?[^/]+\\.dist-info/METADATA"
              + "|var/lib/dpkg/status|var/lib/dpkg/status\\.d/[^/]+"
              + "|lib/apk/db/installed|etc/os-release|usr/lib/os-release");

  private static final String REMOVED = ".wh.";
  private static final String EMPTIED = ".wh..wh..opq";
  private static final long MOST_READ = 4L << 30;
  private static final long MOST_WRITTEN = 40L << 20;
  private static final int MOST_FILES = 50_000;

  private final Path folder;
  private long read;
  private long written;
  private int files;
  private boolean whole = true;

  /**
   * @param folder empty, and nobody else's
   */
  public PackageFiles(Path folder) {
    this.folder = folder;
  }

  /** Puts a layer above those before it: a tar archive, gzipped or not. */
  public void add(Path layer) {
    if (!whole) {
      return;
    }
    try (var in = new BufferedInputStream(Files.newInputStream(layer));
        var tar = new TarArchiveInputStream(new Counted(expanded(in)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(entry, tar);
      }
    } catch (IOException | RuntimeException unreadable) {
      whole = false;
    }
  }

  /** Whether all layers were looked through. */
  public boolean isWhole() {
    return whole;
  }

  /** What is known of the file system. */
  public Sbom.Folders folders() throws IOException {
    try (var all = Files.walk(folder)) {
      var directories = all.filter(Files::isDirectory).toList();
      return new Sbom.Folders(
          directories.stream().filter(this::isOutermostOfNode).toList(),
          directories.stream()
              .filter(directory -> directory.getFileName().toString().endsWith(".dist-info"))
              .map(Path::getParent)
              .distinct()
              .toList(),
          List.of(folder));
    }
  }

  private boolean isOutermostOfNode(Path directory) {
    return directory.endsWith("node_modules")
        && !("/" + folder.relativize(directory.getParent()) + "/").contains("/node_modules/");
  }

  private static InputStream expanded(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzipped ? new GZIPInputStream(in, 64 * 1024) : in;
  }

  private void place(TarArchiveEntry entry, InputStream content) throws IOException {
    var path = entry.getName().replaceFirst("^(\\./|/)+", "");
    var name = path.substring(path.lastIndexOf('/') + 1);
    Path target = folder.resolve(path).normalize();
    if (path.isEmpty() || !target.startsWith(folder) || target.equals(folder)) {
      return;
    }
    if (name.equals(EMPTIED)) {
      delete(target.getParent(), false);
    } else if (name.startsWith(REMOVED)) {
      delete(target.resolveSibling(name.substring(REMOVED.length())), true);
    } else if (!entry.isDirectory()) {
      // Whatever was there is covered, also by a link.
      delete(target, true);
      if (entry.isFile() && WANTED.matcher(path).matches()) {
        write(target, entry.getSize(), content);
      }
    }
  }

  private void write(Path target, long size, InputStream content) throws IOException {
    written += size;
    files++;
    if (written > MOST_WRITTEN || files > MOST_FILES) {
      throw new IOException("too much is installed");
    }
    Files.createDirectories(target.getParent());
    Files.copy(content, target);
  }

  private void delete(Path target, boolean itself) throws IOException {
    if (!target.startsWith(folder) || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var all = Files.walk(target)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder) && (itself || !file.equals(target))) {
          Files.delete(file);
        }
      }
    }
  }

  /** A layer of zeros expands for ever. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      read += Math.max(0, count);
      if (read > MOST_READ) {
        throw new IOException("the layers are too large");
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      var buffer = new byte[(int) Math.min(64 * 1024, Math.max(1, count))];
      long done = 0;
      while (done < count) {
        int some = read(buffer, 0, (int) Math.min(buffer.length, count - done));
        if (some < 0) {
          break;
        }
        done += some;
      }
      return done;
    }
  }
}
