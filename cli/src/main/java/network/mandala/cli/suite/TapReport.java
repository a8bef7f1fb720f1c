package network.mandala.cli.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a script says that writes one line per check: "ok 3 - title", "not ok 4 - title", "ok 5 -
 * title # SKIP why".
 */
final class TapReport {
  private static final Pattern CHECK = Pattern.compile("(not )?ok \\d+ - (.*)");

  private TapReport() {}

  static TestReport parse(String script, Stream<String> lines) {
    int passed = 0;
    int skipped = 0;
    List<String> failures = new ArrayList<>();
    for (var line : (Iterable<String>) lines::iterator) {
      var check = CHECK.matcher(line);
      if (!check.matches()) {
        continue;
      }
      if (check.group(1) != null) {
        failures.add(script + ": " + check.group(2));
      } else if (check.group(2).contains("# SKIP")) {
        skipped++;
      } else {
        passed++;
      }
    }
    return new TestReport(new TestCount(passed, failures.size(), skipped), failures);
  }
}
