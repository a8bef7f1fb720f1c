package network.mandala.bridge.v2;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the query of a request; all that is wrong with it is said at once. */
final class Parameters {
  private static final int MOST = 20;

  private final Map<String, String> given = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();
  private final Map<String, String> errors = new LinkedHashMap<>();

  /**
   * @param search with its question mark, percent-encoded; empty if there is none
   */
  Parameters(String search) {
    if (search.length() > 1) {
      for (var pair : search.substring(1).split("&", MOST + 1)) {
        read(pair);
      }
    }
  }

  private void read(String pair) {
    try {
      int end = pair.indexOf('=');
      var name = decoded(end < 0 ? pair : pair.substring(0, end));
      var value = end < 0 ? "" : decoded(pair.substring(end + 1));
      if (given.size() >= MOST) {
        errors.put("query", "has at most " + MOST + " parameters");
      } else if (given.put(name, value) != null) {
        errors.put(Fields.shortened(name), "is there more than once");
      }
    } catch (IllegalArgumentException e) {
      errors.put("query", "is not percent-encoded");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(given.get(name));
  }

  int number(String name, int least, int most, int otherwise) {
    var value = text(name);
    try {
      int number = Integer.parseInt(value.orElse(String.valueOf(otherwise)));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for one that is out of bounds.
    }
    errors.put(name, "is a number from " + least + " to " + most);
    return otherwise;
  }

  /** RFC 3339, in UTC. */
  Optional<Instant> time(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeException e) {
      errors.put(name, "is a time such as 2026-01-31T12:00:00Z");
      return Optional.empty();
    }
  }

  <T> Optional<T> choice(String name, Map<String, T> values) {
    var value = text(name);
    if (value.isPresent() && !values.containsKey(value.get())) {
      errors.put(name, "is one of " + String.join(", ", new TreeSet<>(values.keySet())));
    }
    return value.map(values::get);
  }

  void wrong(String name, String what) {
    errors.put(name, what);
  }

  /**
   * @throws network.mandala.bridge.http.Refusal 400 with everything that is wrong
   */
  void failIfAnythingIsWrong() {
    for (var name : given.keySet()) {
      if (!asked.contains(name)) {
        errors.put(
            Fields.shortened(name),
            asked.isEmpty()
                ? "is not known here"
                : "is not known here, only " + String.join(", ", asked));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.of(ProblemType.INVALID_REQUEST, Fields.words(errors), errors);
    }
  }
}
