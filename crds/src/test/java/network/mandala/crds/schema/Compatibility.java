package network.mandala.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Finds what a new schema refuses, loses or means anew that the old one accepted: objects in the
 * cluster of a provider must stay valid when the chart is upgraded. Rules in CEL are not compared.
 */
final class Compatibility {
  private final List<String> breaks = new ArrayList<>();

  private Compatibility() {}

  /** One sentence for each breaking change between two schemas; empty when there is none. */
  static List<String> breaks(ObjectNode before, ObjectNode after) {
    var comparison = new Compatibility();
    comparison.compare("", before, after);
    return comparison.breaks;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    same(path, "type", before, after);
    same(path, "format", before, after);
    same(path, "x-kubernetes-list-type", before, after);
    same(path, "default", before, after);
    pattern(path, before, after);
    words(path, before, after);
    for (String bound : List.of("maximum", "maxLength", "maxItems", "maxProperties")) {
      bound(path, bound, before, after, 1);
    }
    for (String bound : List.of("minimum", "minLength", "minItems")) {
      bound(path, bound, before, after, -1);
    }
    required(path, before, after);
    for (var property : before.path("properties").properties()) {
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      JsonNode now = after.path("properties").path(property.getKey());
      if (now.isMissingNode()) {
        breaks.add(name + " is gone");
      } else {
        compare(name, property.getValue(), now);
      }
    }
    inner(path + "[]", before.path("items"), after.path("items"));
    inner(path + "{}", before.path("additionalProperties"), after.path("additionalProperties"));
  }

  private void inner(String path, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      compare(path, before, after);
    }
  }

  private void same(String path, String key, JsonNode before, JsonNode after) {
    if (before.has(key) && !before.get(key).equals(after.path(key))) {
      breaks.add("%s: %s was %s and is %s".formatted(path, key, before.get(key), after.path(key)));
    }
  }

  private void pattern(String path, JsonNode before, JsonNode after) {
    if (after.has("pattern") && !after.get("pattern").equals(before.path("pattern"))) {
      breaks.add("%s: values must match %s now".formatted(path, after.get("pattern")));
    }
  }

  private void words(String path, JsonNode before, JsonNode after) {
    if (!after.has("enum")) {
      return;
    }
    var now = StreamSupport.stream(after.get("enum").spliterator(), false).toList();
    if (!before.has("enum")) {
      breaks.add("%s: only %s is accepted now".formatted(path, now));
    }
    for (JsonNode word : before.path("enum")) {
      if (!now.contains(word)) {
        breaks.add("%s: the word %s is gone".formatted(path, word));
      }
    }
  }

  /** A bound is tighter when it moved against its direction, or when there was none. */
  private void bound(String path, String key, JsonNode before, JsonNode after, int direction) {
    if (!after.has(key)) {
      return;
    }
    double now = after.get(key).asDouble() * direction;
    double then = before.has(key) ? before.get(key).asDouble() * direction : Double.MAX_VALUE;
    if (now < then) {
      breaks.add("%s: %s is %s now".formatted(path, key, after.get(key)));
    }
  }

  private void required(String path, JsonNode before, JsonNode after) {
    var then = StreamSupport.stream(before.path("required").spliterator(), false).toList();
    for (JsonNode name : after.path("required")) {
      boolean isFilledIn = after.path("properties").path(name.asText()).has("default");
      if (!then.contains(name) && !isFilledIn) {
        breaks.add("%s: %s is required now".formatted(path, name));
      }
    }
  }
}
