package network.mandala.ledger.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The root file system of the service image mandala/mysql:9, unpacked once into the cache. Where
 * there is no image, {@code local-cluster/service-images.sh} makes it.
 */
final class MySqlImage {
  private static final Pattern DIGEST = Pattern.compile("\"sha256:([0-9a-f]{64})\"");
  private static final String LAYERS = "\"layers\":";

  private MySqlImage() {}

  /** The folder that mysqld is run in with chroot. */
  static Path root() {
    var images = cache().resolve("images");
    try {
      Files.createDirectories(images);
      try (var lock =
              FileChannel.open(
                  images.resolve(".mysql-root.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var held = lock.lock()) {
        var archive = archive(images);
        var root = cache().resolve("mysql-root").resolve(archive.getFileName().toString());
        if (!held.isValid() || !Files.exists(root)) {
          unpack(archive, root);
        }
        return root;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that the link names: its name tells the version. */
  private static Path archive(Path images) throws IOException {
    var link = images.resolve("service-mysql.tar");
    if (!Files.exists(link)) {
      run(
          List.of(
              "bash", checkout().resolve("local-cluster/service-images.sh").toString(), "mysql"));
    }
    return link.toRealPath();
  }

  private static void unpack(Path archive, Path root) throws IOException {
    Files.createDirectories(root.getParent());
    var work = Files.createTempDirectory(root.getParent(), ".unpack-");
    try {
      run(List.of("tar", "-xf", archive.toString(), "-C", work.toString()));
      var unpacked = Files.createDirectory(work.resolve("root"));
      for (var layer : layers(work)) {
        run(
            List.of(
                "tar",
                "-xzf",
                layer.toString(),
                "-C",
                unpacked.toString(),
                "--numeric-owner",
                "--exclude=./dev/*"));
      }
      Files.createDirectories(unpacked.resolve("data"));
      Files.move(unpacked, root);
    } finally {
      run(List.of("rm", "-rf", work.toString()));
    }
  }

  /** The layers of the only image, the lowest first. */
  private static List<Path> layers(Path layout) throws IOException {
    var blobs = layout.resolve("blobs/sha256");
    var index = Files.readString(layout.resolve("index.json"));
    var manifest = Files.readString(blobs.resolve(digests(index).getFirst()));
    return digests(manifest.substring(manifest.indexOf(LAYERS))).stream()
        .map(blobs::resolve)
        .toList();
  }

  private static List<String> digests(String json) {
    var found = new ArrayList<String>();
    var matcher = DIGEST.matcher(json);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static void run(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).inheritIO().start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with exit code " + status);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  private static Path checkout() {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("local-cluster"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "there is no image of MySQL in the cache: run local-cluster/service-images.sh mysql");
    }
    return folder;
  }

  private static Path cache() {
    var given = System.getenv("MANDALA_CACHE");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    var xdg = System.getenv("XDG_CACHE_HOME");
    var base =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("mandala");
  }
}
