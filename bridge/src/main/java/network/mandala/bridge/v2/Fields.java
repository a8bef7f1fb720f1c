package network.mandala.bridge.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the body of a request; all that is wrong with it is said at once. A member that we do not
 * know is refused: it may be a misspelt one that was meant.
 */
final class Fields {
  private final ObjectNode body;
  private final TreeSet<String> asked = new TreeSet<>();
  private final Map<String, String> errors = new LinkedHashMap<>();

  Fields(ObjectNode body) {
    this.body = body;
  }

  /** Empty if it is absent. */
  Optional<String> text(String name, int longest) {
    var value = value(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > longest) {
      errors.put("/" + name, "is text of 1 to " + longest + " characters");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** One of these, by their words. */
  <T> Optional<T> choice(String name, Map<String, T> values) {
    var value = value(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    var chosen = value.isTextual() ? values.get(value.textValue()) : null;
    if (chosen == null) {
      errors.put("/" + name, "is one of " + String.join(", ", new TreeSet<>(values.keySet())));
    }
    return Optional.ofNullable(chosen);
  }

  /** As they are. */
  JsonNode value(String name) {
    asked.add(name);
    return body.path(name);
  }

  void wrong(String name, String what) {
    errors.put("/" + name, what);
  }

  void require(String name) {
    if (value(name).isMissingNode()) {
      errors.put("/" + name, "is missing");
    }
  }

  /**
   * @throws network.mandala.bridge.http.Refusal 400 with everything that is wrong
   */
  void failIfAnythingIsWrong() {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!asked.contains(name)) {
        errors.put(
            "/" + shortened(name),
            asked.isEmpty() ? "is not known here" : "is not known here, only " + known());
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.of(ProblemType.INVALID_REQUEST, words(errors), errors);
    }
  }

  private String known() {
    return String.join(", ", asked);
  }

  static String words(Map<String, String> errors) {
    return errors.entrySet().stream()
        .map(error -> error.getKey() + " " + error.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Of what strangers wrote not too much is repeated. */
  static String shortened(String text) {
    var shown = text.codePoints().limit(60).toArray();
    return Arrays.stream(shown)
        .filter(c -> !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
