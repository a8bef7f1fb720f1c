package network.mandala.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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

  private static final Pattern BEGUN = Pattern.compile("\\[INFO] Running \\S*\\.([\\w$]+)");
  private static final Pattern ENDED = Pattern.compile("Tests run: .* -- in \\S*\\.([\\w$]+)");

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

  /** Names of the classes whose tests have begun and have not ended. */
  List<String> underWay() {
    var names = new LinkedHashSet<String>();
    try (var lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            var begun = BEGUN.matcher(line);
            if (begun.find()) {
              names.add(begun.group(1));
            }
            var ended = ENDED.matcher(line);
            if (ended.find()) {
              names.remove(ended.group(1));
            }
          });
    } catch (IOException | UncheckedIOException e) {
      return List.of("its log cannot be read");
    }
    return List.copyOf(names);
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
