package network.mandala.crds.schema;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import network.mandala.crds.format.Formats;

/** Adds to a generated CRD what the generator cannot say. */
final class CrdFinish {
  /** How server-side apply merges the lists: {@code map:<key>}, {@code set} or {@code atomic}. */
  private static final Map<String, String> LIST_TYPES =
      Map.ofEntries(
          Map.entry("admins", "map:identityKey"),
          Map.entry("alertsAtSatoshis", "set"),
          Map.entry("allowedEndpoints", "set"),
          Map.entry("apps", "set"),
          Map.entry("args", "atomic"),
          Map.entry("backups", "atomic"),
          Map.entry("command", "atomic"),
          Map.entry("conditions", "map:type"),
          Map.entry("databases", "map:name"),
          Map.entry("domains", "set"),
          Map.entry("domains of objects", "map:host"),
          Map.entry("emails", "set"),
          Map.entry("endpoints", "atomic"),
          Map.entry("envFrom", "atomic"),
          Map.entry("history", "atomic"),
          Map.entry("jobTypes", "set"),
          Map.entry("policyRefs", "atomic"),
          Map.entry("ports", "atomic"),
          Map.entry("releases", "atomic"),
          Map.entry("stop", "atomic"),
          Map.entry("trustedSigners", "map:name"),
          Map.entry("webhooks", "set"));

  private CrdFinish() {}

  static void apply(ObjectNode crd, Class<? extends CustomResource<?, ?>> kind) {
    var version = (ObjectNode) crd.at("/spec/versions/0");
    orderColumns((ArrayNode) version.get("additionalPrinterColumns"), kind);
    var root = (ObjectNode) version.at("/schema/openAPIV3Schema");
    describe(root, kind);
    requireSpec(root);
    walk(root);
  }

  /** The generator sorts the columns by path; people read them in the order of the annotations. */
  private static void orderColumns(ArrayNode columns, Class<?> kind) {
    var byName = new HashMap<String, JsonNode>();
    columns.forEach(column -> byName.put(column.get("name").asText(), column));
    columns.removeAll();
    for (var column : kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      columns.add(byName.remove(column.name()));
    }
    if (!byName.isEmpty()) {
      throw new IllegalStateException("columns that no annotation of the kind names: " + byName);
    }
  }

  /** The texts of {@code kubectl explain} for the kind, its spec and its status. */
  private static void describe(ObjectNode root, Class<? extends CustomResource<?, ?>> kind) {
    root.put("description", kind.getAnnotation(JsonClassDescription.class).value());
    var properties = (ObjectNode) root.get("properties");
    ((ObjectNode) properties.get("spec"))
        .put("description", "What should be: written by people and programs, read by the node.");
    ((ObjectNode) properties.get("status"))
        .put("description", "What is: written by the node only.");
  }

  /**
   * A spec that needs nothing is filled with its defaults; one that needs something is required.
   */
  private static void requireSpec(ObjectNode root) {
    var spec = (ObjectNode) root.at("/properties/spec");
    if (spec.has("required")) {
      root.putArray("required").add("spec");
    } else {
      // Whole: the server checks a default by the rules before it fills in the nested ones.
      var whole = spec.putObject("default");
      for (var property : spec.get("properties").properties()) {
        if (property.getValue().has("default")) {
          whole.set(property.getKey(), property.getValue().get("default"));
        }
      }
    }
  }

  private static void walk(ObjectNode schema) {
    wholeNumbers(schema);
    textFormats(schema);
    if (schema.get("properties") instanceof ObjectNode properties) {
      for (var entry : properties.properties()) {
        var property = (ObjectNode) entry.getValue();
        if (property.path("type").asText().equals("array")) {
          listType(entry.getKey(), property);
        }
        walk(property);
      }
    }
    if (schema.get("items") instanceof ObjectNode items) {
      walk(items);
    }
    if (schema.get("additionalProperties") instanceof ObjectNode values) {
      walk(values);
    }
  }

  /** Bounds are doubles in the model; 100 reads better than 100.0 and 2.1E15. */
  private static void wholeNumbers(ObjectNode schema) {
    for (String bound : new String[] {"minimum", "maximum"}) {
      double value = schema.path(bound).asDouble(Double.NaN);
      if (value == Math.rint(value)) {
        schema.put(bound, (long) value);
      }
    }
  }

  /** Times have a format, and quantities may be written as numbers. */
  private static void textFormats(ObjectNode schema) {
    String pattern = schema.path("pattern").asText();
    if (pattern.equals(Formats.TIME)) {
      schema.remove("pattern");
      schema.put("format", "date-time");
    } else if (pattern.equals(Formats.QUANTITY)) {
      schema.remove("type");
      var anyOf = schema.putArray("anyOf");
      anyOf.addObject().put("type", "integer");
      anyOf.addObject().put("type", "string");
      schema.put("x-kubernetes-int-or-string", true);
    }
  }

  private static void listType(String name, ObjectNode property) {
    boolean objects = property.at("/items/type").asText().equals("object");
    String type = LIST_TYPES.get(objects && name.equals("domains") ? "domains of objects" : name);
    if (type == null) {
      throw new IllegalStateException(
          "how are lists \"" + name + "\" merged? Add it to LIST_TYPES");
    }
    if (name.equals("conditions")) {
      property.put("maxItems", 20);
      property.set("items", conditionSchema());
    }
    if (type.startsWith("map:")) {
      property.putArray("x-kubernetes-list-map-keys").add(type.substring("map:".length()));
      property.put("x-kubernetes-list-type", "map");
    } else {
      property.put("x-kubernetes-list-type", type);
    }
  }

  /** The schema of {@code metav1.Condition}, which has neither texts nor bounds in the model. */
  private static ObjectNode conditionSchema() {
    var schema = Crds.YAML.createObjectNode();
    schema.put("type", "object");
    var required = new ArrayList<String>();
    var properties = schema.putObject("properties");
    properties
        .putObject("lastTransitionTime")
        .put("description", "When the status last changed (RFC 3339).")
        .put("type", "string")
        .put("format", "date-time");
    properties
        .putObject("message")
        .put("description", "What has happened and what to do next, for a person.")
        .put("type", "string")
        .put("maxLength", 32768);
    properties
        .putObject("observedGeneration")
        .put("description", "The metadata.generation that the condition speaks of.")
        .put("type", "integer")
        .put("format", "int64")
        .put("minimum", 0);
    properties
        .putObject("reason")
        .put("description", "Why the condition has its status: one word for programs.")
        .put("type", "string")
        .put("minLength", 1)
        .put("maxLength", 1024)
        .put("pattern", "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    properties
        .putObject("status")
        .put("description", "True, False or Unknown.")
        .put("type", "string")
        .putArray("enum")
        .add("True")
        .add("False")
        .add("Unknown");
    properties
        .putObject("type")
        .put("description", "What the condition speaks of: one word for programs.")
        .put("type", "string")
        .put("maxLength", 316)
        .put("pattern", "^[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?$");
    properties.fieldNames().forEachRemaining(required::add);
    required.remove("observedGeneration");
    var names = schema.putArray("required");
    required.forEach(names::add);
    return schema;
  }
}
