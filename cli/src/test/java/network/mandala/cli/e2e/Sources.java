package network.mandala.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of source for agents. */
final class Sources {
  private static final Path EXAMPLES = CommandLine.CHECKOUT.resolve("examples");

  private Sources() {}

  static Path example(String name) {
    return EXAMPLES.resolve(name);
  }

  /** A program that the tests bring along. */
  static Path test(String name) {
    return CommandLine.CHECKOUT.resolve("cli/src/test/resources/e2e").resolve(name);
  }

  /**
   * A Node.js program without dependencies that answers {@code words}; each word is a source of its
   * own, built anew.
   */
  static Path answering(Path folder, String words) {
    return write(
        folder.resolve("index.js"),
        """
        const server = require('node:http').createServer((request, response) => response.end('%s'));
        server.listen(process.env.PORT);
        process.on('SIGTERM', () => server.close());
        """
            .formatted(words));
  }

  /** Returns the folder of the file. */
  static Path write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return file.getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
