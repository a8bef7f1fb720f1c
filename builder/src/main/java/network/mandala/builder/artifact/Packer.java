package network.mandala.builder.artifact;

import static network.mandala.builder.artifact.EntryPath.quote;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import network.mandala.builder.artifact.PathBook.Kind;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Packs one folder; used once. */
final class Packer {
  /** A key is looked for in so much of a file at most. */
  private static final int KEY_SEARCH_BYTES = 64 * 1024;

  private static final int LINK_MODE = 0777;
  private static final int EXECUTABLE_MODE = 0755;
  private static final int PLAIN_MODE = 0644;

  private final Path folder;
  private final Limits limits;
  private final IgnoreRules ignored;

  /** Everything that is packed, by its path with slashes: the order of the archive. */
  private final SortedMap<String, Path> entries = new TreeMap<>();

  private final SortedMap<String, byte[]> added;
  private final Links links;
  private final PathBook book;
  private final List<String> leftOut = new ArrayList<>();
  private long bytes;

  Packer(Path folder, Map<String, byte[]> added, Limits limits) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new SourceInvalid(
          quote(folder.toString()) + " is no folder: name the folder that your program is in.");
    }
    this.folder = folder.toRealPath();
    this.added = new TreeMap<>(added);
    this.limits = limits;
    this.links = new Links(limits);
    this.book = new PathBook(limits);
    this.ignored = IgnoreRules.of(this.folder);
  }

  Packed pack(OutputStream out) throws IOException {
    for (var file : added.entrySet()) {
      EntryPath.parse(file.getKey(), limits.pathBytes());
      book.add(file.getKey(), Kind.FILE);
      bytes += file.getValue().length;
    }
    collect(folder, "");
    if (book.files() == 0) {
      throw new SourceInvalid("The folder " + quote(folder.toString()) + " has no files to pack.");
    }
    links.requireInside();
    var packed = new CountingOutputStream(out);
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(packed, 64 * 1024), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (var file : added.entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        begin(entry, PLAIN_MODE, tar);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
      for (var entry : entries.entrySet()) {
        write(entry.getKey(), entry.getValue(), tar);
      }
    }
    // Said here rather than when it is unpacked, by a build.
    limits.requireRatio(bytes, packed.count());
    return new Packed(book.files(), bytes, packed.count(), leftOut.stream().sorted().toList());
  }

  private void collect(Path parent, String prefix) throws IOException {
    try (var children = Files.newDirectoryStream(parent)) {
      for (Path child : children) {
        collectOne(child, prefix + child.getFileName());
      }
    }
  }

  private void collectOne(Path file, String path) throws IOException {
    var kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (added.containsKey(path)
        || ignored.leavesOut(path, kind.isDirectory())
        || isVirtualEnvironment(file, kind)
        || holdsPrivateKey(file, path, kind)) {
      leftOut.add(kind.isDirectory() ? path + "/" : path);
      return;
    }
    EntryPath.parse(path, limits.pathBytes());
    book.add(path, kindOf(kind, path));
    entries.put(path, file);
    if (kind.isSymbolicLink()) {
      links.add(path, relativeTarget(file, path));
    } else if (kind.isDirectory()) {
      collect(file, path + "/");
    } else {
      bytes += kind.size();
      limits.requireBytes(bytes);
    }
  }

  private static Kind kindOf(BasicFileAttributes file, String path) {
    if (file.isSymbolicLink()) {
      return Kind.LINK;
    } else if (file.isDirectory()) {
      return Kind.FOLDER;
    } else if (file.isRegularFile()) {
      return Kind.FILE;
    }
    throw new SourceInvalid(
        "The file %s is a device, a pipe or a socket: leave it out with a %s file."
            .formatted(quote(path), IgnoreRules.FILE));
  }

  private static boolean isVirtualEnvironment(Path file, BasicFileAttributes kind) {
    return kind.isDirectory() && Files.exists(file.resolve("pyvenv.cfg"));
  }

  /** A certificate may be packed, a private key not, unless it is taken back by name. */
  private boolean holdsPrivateKey(Path file, String path, BasicFileAttributes kind)
      throws IOException {
    if (!kind.isRegularFile()
        || !(path.endsWith(".pem") || path.endsWith(".key"))
        || ignored.takesBack(path)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(KEY_SEARCH_BYTES), StandardCharsets.ISO_8859_1)
          .contains("PRIVATE KEY-----");
    }
  }

  /**
   * An absolute link to something in the folder is packed as the relative one that means the same.
   */
  private String relativeTarget(Path link, String path) throws IOException {
    Path text = Files.readSymbolicLink(link);
    if (!text.isAbsolute()) {
      return text.toString();
    }
    Path meant = Files.exists(text) ? text.toRealPath() : text.normalize();
    if (!meant.startsWith(folder)) {
      throw Links.outside(path, text.toString());
    }
    String relative = link.getParent().relativize(meant).toString();
    return relative.isEmpty() ? "." : relative;
  }

  private void write(String path, Path file, TarArchiveOutputStream tar) throws IOException {
    String target = links.all().get(path);
    if (target != null) {
      var entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      begin(entry, LINK_MODE, tar);
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      begin(new TarArchiveEntry(path + "/"), EXECUTABLE_MODE, tar);
    } else {
      var entry = new TarArchiveEntry(path);
      entry.setSize(Files.size(file));
      begin(entry, isExecutable(file) ? EXECUTABLE_MODE : PLAIN_MODE, tar);
      Files.copy(file, tar);
    }
    tar.closeArchiveEntry();
  }

  private static void begin(TarArchiveEntry entry, int mode, TarArchiveOutputStream tar)
      throws IOException {
    entry.setMode(mode);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  /** By the owner's bit where there is one: root "may execute" more than the file says. */
  private static boolean isExecutable(Path file) throws IOException {
    var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return posix != null
        && posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private static final class CountingOutputStream extends FilterOutputStream {
    private long count;

    CountingOutputStream(OutputStream out) {
      super(out);
    }

    long count() {
      return count;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      count += length;
    }
  }
}
