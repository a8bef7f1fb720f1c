package network.mandala.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A program of a hundred files, with one dependency that has some of its own. There are three
 * copies, for a folder with a Dockerfile is pushed as one.
 */
final class HundredFiles {

  private static final int FILES = 100;

  /**
   * As people write it: dependencies first. Nothing of a build before is there for it, as each of
   * these builds has a pod of its own.
   */
  private static final String DOCKERFILE =
      """
      FROM mandala/node:1
      WORKDIR /app
      COPY package.json package-lock.json ./
      RUN npm ci --omit=dev --no-audit --no-fund
      COPY . .
      USER 65532
      CMD ["node", "index.js"]
      """;

  /** The least that buildah can do: it installs nothing, and its image lacks the dependencies. */
  private static final String BARE_DOCKERFILE =
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
    for (var runtime : new String[] {"node", "docker", "bare"}) {
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
    Files.writeString(folder("bare").resolve("Dockerfile"), BARE_DOCKERFILE);
  }

  /** The copy for {@code node}, {@code docker} or {@code bare}. */
  Path folder(String copy) {
    return folder.resolve(copy);
  }
}
