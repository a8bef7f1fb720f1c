package network.mandala.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first step has found out for those after it: the image, when nothing was to be installed
 * for it, or the key of the dependencies that will be. It lies where the step in between, which
 * runs the tenant's code, can read and not write.
 */
final class FirstResult {
  private final Path image;
  private final Path dependencies;

  /**
   * @param folder need not be there where nothing is written
   */
  FirstResult(Path folder) {
    this.image = folder.resolve("image");
    this.dependencies = folder.resolve("dependencies");
  }

  /** Forgets what an interrupted first step has left. */
  void clear() throws IOException {
    Files.deleteIfExists(image);
    Files.deleteIfExists(dependencies);
  }

  void write(Outcome.Assembled outcome) throws IOException {
    outcome.write(image);
  }

  /** The script that installs dependencies sees it, and runs no scripts of packages then. */
  void write(DependencyLayers.Key key) throws IOException {
    Files.writeString(dependencies, key.hex());
  }

  Optional<Outcome.Assembled> image() throws IOException {
    return Files.exists(image)
        ? Optional.of(
            new ObjectMapper().readValue(Files.readAllBytes(image), Outcome.Assembled.class))
        : Optional.empty();
  }

  Optional<DependencyLayers.Key> dependencies() throws IOException {
    return Files.exists(dependencies)
        ? Optional.of(new DependencyLayers.Key(Files.readString(dependencies)))
        : Optional.empty();
  }
}
