package network.mandala.manifest;

import java.util.Map;
import java.util.TreeMap;

/** The environment of a service. Values are opaque: no word of them is in a problem. */
final class EnvironmentReader {
  static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  static final int LONGEST_NAME = 200;
  private static final int LONGEST_VALUE = 32768;
  private static final int MOST = 200;

  private final Problems problems;

  EnvironmentReader(Problems problems) {
    this.problems = problems;
  }

  Map<String, String> read(Section section) {
    var environment = new TreeMap<String, String>();
    section
        .texts("env")
        .forEach(
            (name, value) -> {
              check(JsonPath.field(section.path("env"), name), name, value);
              environment.put(name, value);
            });
    checkCount(section, environment);
    return environment;
  }

  /** Of what a service has in the end. */
  void checkCount(Section section, Map<String, String> environment) {
    if (environment.size() > MOST) {
      section.problem("env", "has %d variables; at most %d", environment.size(), MOST);
    }
  }

  private void check(String path, String name, String value) {
    if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
      problems.add(
          path,
          "the name of a variable has at most %d letters, digits and _ and does not begin with a digit",
          LONGEST_NAME);
    } else if (name.equals("PORT") || name.startsWith("MANDALA_")) {
      problems.note(path, "is set by the node, whose value wins");
    }
    if (value.length() > LONGEST_VALUE) {
      problems.add(path, "its value has %d characters; at most %d", value.length(), LONGEST_VALUE);
    }
    if (value.indexOf('\0') >= 0) {
      problems.add(path, "its value has a NUL character, which no environment can hold");
    }
  }
}
