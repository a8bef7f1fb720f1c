package network.mandala.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * One object of a manifest while it is read. Each field is asked for by name and type; what does
 * not fit becomes a problem and counts as absent, so that reading goes on to the next one. {@code
 * null} is the same as absent: the older command line writes it.
 */
final class Section {
  private final String path;
  private final ObjectNode node;
  private final Problems problems;
  private final TreeSet<String> known = new TreeSet<>();

  private Section(String path, ObjectNode node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** Empty, with a problem, when {@code value} is no object. */
  static Optional<Section> of(String path, JsonNode value, Problems problems) {
    if (value instanceof ObjectNode object) {
      return Optional.of(new Section(path, object, problems));
    }
    problems.add(path, "must be an object, is %s", kind(value));
    return Optional.empty();
  }

  String path() {
    return path;
  }

  String path(String name) {
    return JsonPath.field(path, name);
  }

  void problem(String name, String message, Object... values) {
    problems.add(path(name), message, values);
  }

  void note(String name, String message) {
    problems.note(path(name), message);
  }

  /** Whether the field is there, without making it a known one. */
  boolean mentions(String name) {
    return node.has(name);
  }

  boolean has(String name) {
    known.add(name);
    return node.hasNonNull(name);
  }

  Optional<Section> section(String name) {
    return value(name).flatMap(value -> of(path(name), value, problems));
  }

  /** An object that must be there; where it is not, that is a problem and it reads as empty. */
  Section required(String name) {
    if (!has(name)) {
      problem(name, "is missing");
    }
    return section(name)
        .orElseGet(
            () -> new Section(path(name), JsonNodeFactory.instance.objectNode(), new Problems()));
  }

  Optional<String> text(String name) {
    return value(name).flatMap(value -> text(path(name), value));
  }

  /** Text of a form; {@code form} says to a person what is expected. */
  Optional<String> text(String name, String pattern, int longest, String form) {
    return text(name)
        .filter(
            text -> {
              boolean fits = text.length() <= longest && text.matches(pattern);
              if (!fits) {
                problem(name, "'%s' must be %s", JsonPath.printable(text), form);
              }
              return fits;
            });
  }

  /** One of some words. */
  Optional<String> word(String name, List<String> words) {
    return text(name)
        .filter(
            text -> {
              boolean fits = words.contains(text);
              if (!fits) {
                problem(
                    name,
                    "'%s' must be one of: %s",
                    JsonPath.printable(text),
                    String.join(", ", words));
              }
              return fits;
            });
  }

  /** A number that people also write as text: {@code "512Mi"}, {@code "2"}, {@code 2}. */
  Optional<String> amount(String name) {
    return value(name)
        .flatMap(
            value -> {
              if (value.isTextual() || value.isIntegralNumber()) {
                return Optional.of(value.asText());
              }
              problem(name, "must be text such as \"500m\" or \"512Mi\", is %s", kind(value));
              return Optional.empty();
            });
  }

  Optional<Integer> integer(String name, int least, int most) {
    return value(name).flatMap(value -> integer(path(name), value, least, most));
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .flatMap(
            value -> {
              if (value.isBoolean()) {
                return Optional.of(value.booleanValue());
              }
              problem(name, "must be true or false, is %s", kind(value));
              return Optional.empty();
            });
  }

  List<Integer> integers(String name, int least, int most) {
    var integers = new ArrayList<Integer>();
    elements(name, (place, value) -> integer(place, value, least, most).ifPresent(integers::add));
    return integers;
  }

  /** A list of some words. */
  List<String> texts(String name, List<String> words) {
    var texts = new ArrayList<String>();
    elements(
        name,
        (place, value) ->
            text(place, value)
                .ifPresent(
                    text -> {
                      if (words.contains(text)) {
                        texts.add(text);
                      } else {
                        problems.add(
                            place,
                            "'%s' must be one of: %s",
                            JsonPath.printable(text),
                            String.join(", ", words));
                      }
                    }));
    return texts;
  }

  /** The names of the fields of an object, fit for a line that people read. */
  List<String> names(String name) {
    var names = new ArrayList<String>();
    section(name)
        .ifPresent(
            inner ->
                inner
                    .node
                    .fieldNames()
                    .forEachRemaining(key -> names.add(JsonPath.printable(key))));
    return names;
  }

  List<Section> sections(String name) {
    var sections = new ArrayList<Section>();
    elements(name, (place, value) -> of(place, value, problems).ifPresent(sections::add));
    return sections;
  }

  /** The fields of an object whose names are free, in their order. */
  Map<String, Section> sectionsByName(String name) {
    var sections = new LinkedHashMap<String, Section>();
    section(name)
        .ifPresent(
            outer ->
                outer.node.forEachEntry(
                    (key, value) ->
                        of(outer.path(key), value, problems)
                            .ifPresent(inner -> sections.put(key, inner))));
    return sections;
  }

  /** An object from names to texts. */
  Map<String, String> texts(String name) {
    var texts = new LinkedHashMap<String, String>();
    section(name)
        .ifPresent(
            inner ->
                inner.node.forEachEntry(
                    (key, value) ->
                        text(inner.path(key), value).ifPresent(text -> texts.put(key, text))));
    return texts;
  }

  /** To be called when everything was asked for: what nobody asked for is a problem. */
  void refuseTheRest() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "is not known; here are: %s", String.join(", ", known));
              }
            });
  }

  private Optional<JsonNode> value(String name) {
    return has(name) ? Optional.of(node.get(name)) : Optional.empty();
  }

  private void elements(String name, BiConsumer<String, JsonNode> reader) {
    value(name)
        .ifPresent(
            value -> {
              if (!value.isArray()) {
                problem(name, "must be a list, is %s", kind(value));
                return;
              }
              for (int i = 0; i < value.size(); i++) {
                reader.accept(JsonPath.element(path(name), i), value.get(i));
              }
            });
  }

  private Optional<String> text(String place, JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    problems.add(place, "must be text in double quotes, is %s", kind(value));
    return Optional.empty();
  }

  private Optional<Integer> integer(String place, JsonNode value, int least, int most) {
    if (!value.isIntegralNumber()) {
      problems.add(place, "must be a whole number, is %s", kind(value));
      return Optional.empty();
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      problems.add(place, "must be %d to %d, is %s", least, most, value.asText());
      return Optional.empty();
    }
    return Optional.of(value.intValue());
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN -> value.asText();
      case NULL -> "null";
      case NUMBER -> "the number " + JsonPath.printable(value.asText());
      case OBJECT, POJO -> "an object";
      case STRING -> "text";
      case MISSING, BINARY -> "nothing";
    };
  }
}
