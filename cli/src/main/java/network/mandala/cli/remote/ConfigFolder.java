package network.mandala.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the command line keeps what belongs to a person. */
final class ConfigFolder {
  private ConfigFolder() {}

  /** As the XDG base directories say it. */
  static Path of(Map<String, String> environment, String home) {
    var base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return (base.startsWith("/") ? Path.of(base) : Path.of(home, ".config")).resolve("mandala");
  }

  static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
