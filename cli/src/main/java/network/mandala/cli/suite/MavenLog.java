package network.mandala.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What Maven said. Reports tell of tests; this tells of what left none. */
final class MavenLog {
  /** Surefire's and Failsafe's words for a virtual machine that died before it could report. */
  private static final Predicate<String> LOST =
      Pattern.compile(
              "The forked VM terminated|error in the forked process|The forked VM exited"
                  + "|There was a timeout (?:or other error )?in the fork|Could not complete execution for")
          .asPredicate();

  private final Path file;

  MavenLog(Path file) {
    this.file = file;
  }

  /** Of why it ended. */
  String firstError() {
    try {
      return first(line -> true).orElse("see its log");
    } catch (UncheckedIOException e) {
      return "its log cannot be read";
    }
  }

  /** Why tests that began have no report. */
  Optional<String> lostTests() {
    return first(LOST);
  }

  private Optional<String> first(Predicate<String> wanted) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains("[ERROR]"))
          .map(line -> line.replaceFirst(".*\\[ERROR] *", ""))
          .filter(line -> !line.isBlank())
          .filter(wanted)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
