package network.mandala.crds.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Walks the schema of a CRD; a path reads as a person would write it: {@code spec.ports[]}. */
final class SchemaTree {
  private SchemaTree() {}

  static ObjectNode root(ObjectNode crd) {
    return (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** Visits every named property with its path, those of list items and map values included. */
  static void forEachProperty(ObjectNode crd, BiConsumer<String, ObjectNode> visit) {
    properties("", root(crd), visit);
  }

  /** Visits every schema: properties, and the items and values that have no name. */
  static void forEachSchema(ObjectNode crd, BiConsumer<String, ObjectNode> visit) {
    forEachProperty(
        crd,
        (path, schema) -> {
          visit.accept(path, schema);
          if (schema.get("items") instanceof ObjectNode items) {
            visit.accept(path + "[]", items);
          }
          if (schema.get("additionalProperties") instanceof ObjectNode values) {
            visit.accept(path + "{}", values);
          }
        });
  }

  /** The paths of the schemas for which the visitor says that something is wrong with them. */
  static List<String> pathsWhere(ObjectNode crd, Check isWrong) {
    var wrong = new ArrayList<String>();
    forEachSchema(
        crd,
        (path, schema) -> {
          if (isWrong.test(path, schema)) {
            wrong.add(path);
          }
        });
    return wrong;
  }

  interface Check {
    boolean test(String path, ObjectNode schema);
  }

  private static void properties(
      String prefix, ObjectNode schema, BiConsumer<String, ObjectNode> visit) {
    if (!(schema.get("properties") instanceof ObjectNode properties)) {
      return;
    }
    for (var entry : properties.properties()) {
      String path = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
      var property = (ObjectNode) entry.getValue();
      visit.accept(path, property);
      properties(path, property, visit);
      if (property.get("items") instanceof ObjectNode items) {
        properties(path + "[]", items, visit);
      }
      if (property.get("additionalProperties") instanceof ObjectNode values) {
        properties(path + "{}", values, visit);
      }
    }
  }
}
