package network.mandala.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import network.mandala.builder.registry.Digest;

/**
 * What the first step has found out for those after it: the image, when nothing was to be installed
 * for it, or the key of the dependencies that will be. It lies where the step in between, which
 * runs the tenant's code, can read and not write.
 *
 * <p>The key counts while its seal is whole: a file with a random number that the step in between
 * can delete. It does so before it runs any code of packages, and what it runs cannot make the
 * number again.
 */
final class FirstResult {
  private static final int SEAL_BYTES = 16;

  private final Path image;
  private final Path dependencies;
  private final Path sealed;
  private final Path seal;

  private FirstResult(Path folder, Path work) {
    this.image = folder.resolve("image");
    this.dependencies = folder.resolve("dependencies");
    this.sealed = folder.resolve("sealed");
    this.seal = work.resolve("seal");
  }

  /** Its folder need not be there where nothing is written. */
  static FirstResult of(Settings settings) {
    return new FirstResult(settings.result(), settings.work());
  }

  /** Forgets what an interrupted first step has left. */
  void clear() throws IOException {
    for (var file : new Path[] {image, dependencies, sealed, seal}) {
      Files.deleteIfExists(file);
    }
  }

  void write(Outcome.Assembled outcome) throws IOException {
    outcome.write(image);
  }

  /** The script that installs dependencies sees it, and runs no scripts of packages then. */
  void write(DependencyLayers.Key key, SecureRandom random) throws IOException {
    var number = new byte[SEAL_BYTES];
    random.nextBytes(number);
    var text = HexFormat.of().formatHex(number);
    Files.writeString(seal, text);
    Files.writeString(sealed, digest(text));
    Files.writeString(dependencies, key.hex());
  }

  Optional<Outcome.Assembled> image() throws IOException {
    return Files.exists(image)
        ? Optional.of(
            new ObjectMapper().readValue(Files.readAllBytes(image), Outcome.Assembled.class))
        : Optional.empty();
  }

  /** The key of what was installed; empty as well when code of packages has run meanwhile. */
  Optional<DependencyLayers.Key> dependencies() throws IOException {
    return Files.exists(dependencies) && isWhole()
        ? Optional.of(new DependencyLayers.Key(Files.readString(dependencies)))
        : Optional.empty();
  }

  private boolean isWhole() throws IOException {
    return Files.isRegularFile(seal, LinkOption.NOFOLLOW_LINKS)
        && Files.size(seal) == 2 * SEAL_BYTES
        && digest(Files.readString(seal, StandardCharsets.ISO_8859_1))
            .equals(Files.readString(sealed));
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.ISO_8859_1)).value();
  }
}
