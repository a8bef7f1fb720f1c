package network.mandala.builder.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies in a folder, in words that compare: path to "folder", "file x CONTENT" or "link
 * TARGET".
 */
final class FolderSnapshot {
  private FolderSnapshot() {}

  static SortedMap<String, String> of(Path folder) throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(file -> !file.equals(folder)).toList()) {
        found.put(folder.relativize(file).toString(), describe(file));
      }
    }
    return found;
  }

  private static String describe(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link " + Files.readSymbolicLink(file);
    } else if (Files.isDirectory(file)) {
      return "folder";
    }
    boolean executable =
        Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    return "file "
        + (executable ? "x " : "- ")
        + Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
