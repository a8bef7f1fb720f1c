package network.mandala.crds.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of the control plane, as {@code local-cluster/programs.sh} builds them. */
final class Programs {
  private Programs() {}

  /**
   * Where a program is: in the folder that {@code MANDALA_PROGRAMS} names, else in the cache.
   *
   * @throws IllegalStateException when it is not there
   */
  static Path find(String name) {
    Path program = folder().resolve(name);
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "There is no program "
              + program
              + ". Run local-cluster/programs.sh, which builds it, or set MANDALA_PROGRAMS to a folder that has it.");
    }
    return program;
  }

  private static Path folder() {
    String given = System.getenv("MANDALA_PROGRAMS");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    return cache().resolve("programs").resolve("bin");
  }

  private static Path cache() {
    String given = System.getenv("MANDALA_CACHE");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("mandala");
  }
}
