package network.mandala.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import network.mandala.crds.condition.ConditionReason;
import network.mandala.crds.condition.ConditionType;

/** The page of the documentation that says what every field, condition and reason means. */
final class ReferencePage {
  private final StringBuilder page = new StringBuilder();

  private ReferencePage() {}

  /** The whole page in Markdown. */
  static String markdown() {
    var reference = new ReferencePage();
    reference.line("<!-- Generated from the classes of the module crds: change those, then run");
    reference.line("     mvn -pl crds test -Dtest=ReferencePageTest -Dcrds.write -->");
    reference.line("# The resources");
    reference.line("");
    reference.line(
        "All kinds belong to the group `mandala.network`, version `v1alpha1`, and to the category"
            + " `mandala`: `kubectl get mandala -A` lists them. The same texts are in the cluster:"
            + " `kubectl explain agent.spec`.");
    reference.line("");
    reference.line(
        "Quantities are those of Kubernetes (`500m`, `2`, `128Mi`); durations are a number and"
            + " one of `s`, `m`, `h`, `d` (`90s`, `14d`); times are RFC 3339.");
    Crds.KINDS.forEach(reference::kind);
    return reference.page.toString();
  }

  private void kind(Class<? extends CustomResource<?, ?>> kind) {
    var crd = Crds.generate(kind);
    JsonNode names = crd.at("/spec/names");
    line("");
    line("## " + kind.getSimpleName());
    line("");
    line(SchemaTree.root(crd).get("description").asText());
    line("");
    line(
        "Scope: %s. Names for kubectl: `%s`, `%s`. Columns: %s."
            .formatted(
                crd.at("/spec/scope").asText().equals("Cluster") ? "the cluster" : "a namespace",
                names.get("plural").asText(),
                names.get("shortNames").get(0).asText(),
                String.join(
                    ", ",
                    crd.at("/spec/versions/0/additionalPrinterColumns").findValuesAsText("name"))));
    fields("spec", crd);
    rules(crd);
    fields("status", crd);
    conditions(kind);
  }

  private void fields(String part, ObjectNode crd) {
    var required = requiredPaths(crd);
    line("");
    line("### %s `%s`".formatted(crd.at("/spec/names/kind").asText(), part));
    line("");
    line("| field | type | default | meaning |");
    line("|---|---|---|---|");
    SchemaTree.forEachProperty(
        crd,
        (path, schema) -> {
          // Conditions are alike everywhere, and described by Kubernetes.
          if (path.startsWith(part + ".") && !path.contains("conditions[]")) {
            row(
                "`" + path.substring(part.length() + 1) + "`",
                type(schema),
                required.contains(path) ? "required" : defaultOf(schema),
                schema.path("description").asText());
          }
        });
  }

  private static Set<String> requiredPaths(ObjectNode crd) {
    var paths = new HashSet<String>();
    SchemaTree.forEachSchema(
        crd,
        (path, schema) ->
            schema.path("required").forEach(name -> paths.add(path + "." + name.asText())));
    return paths;
  }

  private static String defaultOf(ObjectNode schema) {
    JsonNode value = schema.path("default");
    if (value.isArray()) {
      return "`" + value + "`";
    }
    return value.isValueNode() && !value.isMissingNode() ? "`" + value.asText() + "`" : "";
  }

  private void rules(ObjectNode crd) {
    var messages = new ArrayList<String>();
    collectRules(SchemaTree.root(crd), messages);
    collectRules((ObjectNode) SchemaTree.root(crd).at("/properties/spec"), messages);
    SchemaTree.forEachSchema(
        crd,
        (path, schema) -> {
          if (path.startsWith("spec.")) {
            collectRules(schema, messages);
          }
        });
    line("");
    line("The API server refuses what breaks one of these rules:");
    line("");
    messages.stream().distinct().forEach(message -> line("- " + message));
  }

  private static void collectRules(ObjectNode schema, List<String> messages) {
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> messages.add(rule.get("message").asText()));
  }

  private void conditions(Class<?> kind) {
    line("");
    line("### %s conditions".formatted(kind.getSimpleName()));
    line("");
    line("| type | True means |");
    line("|---|---|");
    for (ConditionType type : constants(kind, "Condition", ConditionType.class)) {
      row("`" + type.word() + "`", type.meaning());
    }
    line("");
    line("| reason | cause | who acts | how it goes away |");
    line("|---|---|---|---|");
    for (ConditionReason reason : constants(kind, "Reason", ConditionReason.class)) {
      row(
          "`" + reason.word() + "`",
          reason.cause(),
          reason.actor().name().toLowerCase(Locale.ROOT),
          reason.clears());
    }
  }

  /** By convention the enums stand beside the kind and carry its name. */
  private static <T> List<T> constants(Class<?> kind, String suffix, Class<T> type) {
    try {
      Class<?> found = Class.forName(kind.getName() + suffix);
      return List.of(found.getEnumConstants()).stream().map(type::cast).toList();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(kind + " has no enum of its " + suffix + "s", e);
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "quantity";
    }
    if (schema.has("enum")) {
      var words = new StringJoiner(", ");
      schema.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return words.toString();
    }
    if (schema.path("format").asText().equals("date-time")) {
      return "time";
    }
    return switch (schema.path("type").asText()) {
      case "array" ->
          "list of at most %d: %s"
              .formatted(schema.get("maxItems").asLong(), type(schema.get("items")));
      case "object" ->
          schema.has("additionalProperties")
              ? "map of at most %d: %s"
                  .formatted(
                      schema.get("maxProperties").asLong(),
                      type(schema.get("additionalProperties")))
              : "object";
      case "string" -> "string" + characters(schema);
      case "integer" -> "integer" + bounds(schema);
      case "number" -> "number" + bounds(schema);
      default -> schema.path("type").asText();
    };
  }

  private static String characters(JsonNode schema) {
    return schema.has("maxLength")
        ? ", at most " + schema.get("maxLength").asLong() + " characters"
        : "";
  }

  private static String bounds(JsonNode schema) {
    if (schema.has("minimum") && schema.has("maximum")) {
      return ", %d to %d".formatted(schema.get("minimum").asLong(), schema.get("maximum").asLong());
    }
    return "";
  }

  private void row(String... cells) {
    var row = new StringJoiner(" | ", "| ", " |");
    for (String cell : cells) {
      row.add(cell.replace("|", "\\|"));
    }
    line(row.toString());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
