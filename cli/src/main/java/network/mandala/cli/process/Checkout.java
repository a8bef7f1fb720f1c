package network.mandala.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.mandala.cli.console.Failure;

/**
 * The folder of the repository that this command line was started from, and the cache beside it.
 *
 * @param root the repository
 * @param cache what is built once and used by every checkout of this user: programs, images, logs
 */
public record Checkout(Path root, Path cache) {
  /** The system property in which the launcher names the repository. */
  private static final String HOME = "mandala.home";

  /**
   * Fails when the command line was started without a checkout: these commands need its scripts.
   */
  public static Checkout find() {
    return of(System.getProperty(HOME), System.getenv());
  }

  static Checkout of(String home, Map<String, String> environment) {
    if (home == null || !Files.isDirectory(Path.of(home, "local-cluster"))) {
      throw new Failure(
          "this command needs a checkout of Mandala: run it as ./mandala in the repository's folder");
    }
    var caches =
        Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    var cache =
        Optional.ofNullable(environment.get("MANDALA_CACHE"))
            .map(Path::of)
            .orElse(caches.resolve("mandala"));
    return new Checkout(Path.of(home), cache);
  }

  public Path logs() {
    return cache.resolve("logs");
  }

  /** The upstream programs that the local cluster is made of. */
  public Path programs() {
    return cache.resolve("programs").resolve("bin");
  }

  /** A program of the cache, else the one of that name on the search path. */
  public String program(String name) {
    var built = programs().resolve(name);
    return Files.isExecutable(built) ? built.toString() : name;
  }
}
