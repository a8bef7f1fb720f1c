package network.mandala.builder.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** An empty folder. */
record FolderDestination(Path root) implements Destination {
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  @Override
  public void folder(String path) throws IOException {
    Files.createDirectory(root.resolve(path));
  }

  @Override
  public long file(String path, boolean executable, InputStream content) throws IOException {
    var file = root.resolve(path);
    long written;
    try (var out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      written = content.transferTo(out);
    }
    Files.setPosixFilePermissions(file, executable ? EXECUTABLE : PLAIN);
    return written;
  }

  @Override
  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }
}
