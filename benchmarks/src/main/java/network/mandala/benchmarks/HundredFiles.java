package network.mandala.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A program of a hundred files, with one dependency that has some of its own. There are two copies,
 * for a folder with a Dockerfile is pushed as one.
 */
final class HundredFiles {

  private static final int FILES = 100;

  /**
   * It installs nothing, which spares buildah the most of its work: what it is measured at is the
   * least that it can need. The builder installs what the lock file says.
   */
  private static final String DOCKERFILE =
      """
      FROM mandala/node:1
      WORKDIR /app
      COPY . .
      USER 65532
      CMD ["node", "index.js"]
      """;

  private final Path folder;

  /** What was measured before has been built already. */
  private final Instant began = Instant.now();

  HundredFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the program.
   *
   * @param run what differs between two runs: one line of one file
   */
  void write(int run) throws IOException {
    for (var runtime : new String[] {"node", "docker"}) {
      var target = folder(runtime);
      Files.createDirectories(target.resolve("parts"));
      for (int file = 1; file < FILES; file++) {
        Files.writeString(
            target.resolve("parts/part" + file + ".js"),
            "// %s%nmodule.exports = %d;%n".formatted("A line of a program. ".repeat(100), file));
      }
      Files.writeString(
          target.resolve("index.js"),
          """
          // run %d of %s
          const parts = Array.from({length: %d}, (_, i) => require(`./parts/part${i + 1}.js`));
          require('node:http').createServer((request, response) => response.end(`${parts.length}`)).listen(process.env.PORT);
          """
              .formatted(run, began, FILES - 1));
      for (var name : new String[] {"package.json", "package-lock.json"}) {
        Files.copy(
            Path.of("benchmarks/apps/hundred-files").resolve(name),
            target.resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.writeString(folder("docker").resolve("Dockerfile"), DOCKERFILE);
  }

  /** The copy for a runtime. */
  Path folder(String runtime) {
    return folder.resolve(runtime);
  }
}
