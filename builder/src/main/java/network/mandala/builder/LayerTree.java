package network.mandala.builder;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * One layer of an image from a folder. A jib layer holds no links, so a link becomes a copy of what
 * it points to; a command in {@code node_modules/.bin} becomes a small script instead, for a copy
 * of it would no longer find its own package. Links are followed only inside the given roots, and
 * never in a circle.
 *
 * <p>Same files, same layer: sorted, of one owner, without times, and executable or not. Used by
 * one thread.
 */
final class LayerTree {
  /** Who owns and runs everything in an image. */
  static final String OWNER = "65532:65532";

  private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

  /** Followed links can multiply what is on the disk: a layer beyond this is refused. */
  static final int MAX_ENTRIES = 300_000;

  private static final long MAX_BYTES = 4L * 1024 * 1024 * 1024;

  private final Map<Path, String> roots;
  private final Path scripts;
  private final int maxEntries;
  private final FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
  private final Deque<Path> open = new ArrayDeque<>();
  private int files;
  private int entries;
  private long bytes;

  /**
   * @param roots the real folders that links may point into, each with where it lies in the image
   * @param scripts a folder for the scripts that stand for commands
   * @param maxEntries {@link #MAX_ENTRIES}, or fewer
   */
  LayerTree(String name, Map<Path, String> roots, Path scripts, int maxEntries) {
    this.roots = roots;
    this.scripts = scripts;
    this.maxEntries = maxEntries;
    layer.setName(name);
  }

  /**
   * Adds {@code folder} with all that is in it, but for the names in {@code without} at its top.
   */
  LayerTree add(Path folder, String inImage, Set<String> without) throws IOException {
    addFolder(folder.toRealPath(), inImage, without);
    return this;
  }

  /** Adds a folder that nothing is in. */
  void addEmptyFolder(String inImage) {
    // Jib takes the mode of a folder from the entry, and no more than its being one from the file.
    addEntry(roots.keySet().iterator().next(), inImage, EXECUTABLE);
  }

  FileEntriesLayer build() {
    return layer.build();
  }

  int files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  private void addFolder(Path folder, String inImage, Set<String> without) throws IOException {
    if (open.contains(folder)) {
      throw invalid(inImage, "is a link to a folder that it lies in: remove it.");
    }
    open.push(folder);
    addEntry(folder, inImage, EXECUTABLE);
    try (var children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        if (!without.contains(child.getFileName().toString())) {
          addAny(child, inImage + "/" + child.getFileName());
        }
      }
    }
    open.pop();
  }

  private void addAny(Path file, String inImage) throws IOException {
    var kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (kind.isSymbolicLink()) {
      addLinked(file, inImage);
    } else if (kind.isDirectory()) {
      addFolder(file, inImage, Set.of());
    } else if (kind.isRegularFile()) {
      addFile(file, inImage, kind.size());
    } else {
      throw invalid(inImage, "is a device, a pipe or a socket: remove it.");
    }
  }

  private void addLinked(Path link, String inImage) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (FileSystemException e) {
      return; // it points to nothing, or in a circle: nobody can have used it
    }
    if (roots.keySet().stream().noneMatch(real::startsWith)) {
      throw invalid(
          inImage,
          "is a link that leads out of the source: replace it by a copy of what it points to.");
    }
    if (link.getParent().endsWith("node_modules/.bin") && Files.isRegularFile(real)) {
      addFile(script(link, real), inImage, 0);
    } else {
      addAny(real, inImage);
    }
  }

  /** A script that runs the command where it lies in the image. */
  private Path script(Path link, Path command) throws IOException {
    String inImage =
        roots.entrySet().stream()
            .filter(root -> command.startsWith(root.getKey()))
            .map(root -> root.getValue() + "/" + root.getKey().relativize(command))
            .findFirst()
            .orElseThrow();
    String run =
        (isExecutable(command) ? "exec " : "exec node ")
            + "'"
            + inImage.replace("'", "'\\''")
            + "'";
    Files.createDirectories(scripts);
    Path script = scripts.resolve(files + "-" + link.getFileName());
    Files.writeString(script, "#!/bin/sh\n" + run + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private void addFile(Path file, String inImage, long size) throws IOException {
    if (!Files.isReadable(file)) {
      throw invalid(inImage, "cannot be read: its mode forbids it.");
    }
    files++;
    bytes += size;
    addEntry(file, inImage, isExecutable(file) ? EXECUTABLE : PLAIN);
  }

  private void addEntry(Path file, String inImage, FilePermissions permissions) {
    entries++;
    if (entries > maxEntries || bytes > MAX_BYTES) {
      throw new BuildFailed(
          Reason.SOURCE_TOO_LARGE,
          "The dependencies or the source come to more than %d files or %d GiB: fewer dependencies, or links that do not repeat whole folders, are needed."
              .formatted(maxEntries, MAX_BYTES >> 30));
    }
    layer.addEntry(file, AbsoluteUnixPath.get(inImage), permissions, Instant.EPOCH, OWNER);
  }

  private static boolean isExecutable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private static BuildFailed invalid(String inImage, String what) {
    return new BuildFailed(
        Reason.SOURCE_INVALID, "\"" + inImage.replaceAll("\\p{Cntrl}", "?") + "\" " + what);
  }
}
