package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaRulesTest {

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyPropertyIsDescribed(Class<? extends CustomResource<?, ?>> kind) {
    var undescribed = new ArrayList<String>();
    var crd = Crds.generate(kind);

    SchemaTree.forEachProperty(
        crd,
        (path, schema) -> {
          String text = schema.path("description").asText();
          if (text.length() < 10 || !text.endsWith(".")) {
            undescribed.add(path + ": \"" + text + "\"");
          }
        });

    assertThat(undescribed).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyDefaultIsToldInItsDescription(Class<? extends CustomResource<?, ?>> kind) {
    var untold = new ArrayList<String>();
    var crd = Crds.generate(kind);

    SchemaTree.forEachProperty(
        crd,
        (path, schema) -> {
          JsonNode value = schema.path("default");
          if (value.isValueNode()
              && !schema.path("description").asText().contains(value.asText())) {
            untold.add(path + ": " + value);
          }
        });

    assertThat(untold).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyFieldOfTheSpecTellsWhetherItCanBeChanged(Class<? extends CustomResource<?, ?>> kind) {
    var silent = new ArrayList<String>();
    var spec = (ObjectNode) SchemaTree.root(Crds.generate(kind)).at("/properties/spec/properties");

    for (var field : spec.properties()) {
      String text = field.getValue().path("description").asText();
      boolean told =
          Set.of("an be changed", "annot be changed", "an be added", "annot be taken back").stream()
              .anyMatch(text::contains);
      // What a group of fields says stands on its fields.
      if (!told && !field.getValue().has("properties")) {
        silent.add(field.getKey());
      }
    }

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyTextListAndMapIsBounded(Class<? extends CustomResource<?, ?>> kind) {
    var crd = Crds.generate(kind);

    List<String> unbounded =
        SchemaTree.pathsWhere(
            crd,
            (path, schema) ->
                switch (schema.path("type").asText()) {
                  case "string" ->
                      !schema.has("maxLength")
                          && !schema.has("enum")
                          && !schema.path("format").asText().equals("date-time");
                  case "array" -> !schema.has("maxItems");
                  case "object" ->
                      schema.has("additionalProperties") && !schema.has("maxProperties");
                  default -> false;
                });

    assertThat(unbounded).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyNumberOfTheSpecIsBounded(Class<? extends CustomResource<?, ?>> kind) {
    var crd = Crds.generate(kind);

    List<String> unbounded =
        SchemaTree.pathsWhere(
            crd,
            (path, schema) ->
                path.startsWith("spec")
                    && Set.of("integer", "number").contains(schema.path("type").asText())
                    && !(schema.has("minimum") && schema.has("maximum")));

    assertThat(unbounded).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyListTellsHowItIsMerged(Class<? extends CustomResource<?, ?>> kind) {
    var crd = Crds.generate(kind);

    List<String> silent =
        SchemaTree.pathsWhere(
            crd,
            (path, schema) ->
                schema.path("type").asText().equals("array")
                    && !schema.has("x-kubernetes-list-type"));

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void everyRuleHasAMessageForAPersonAndStandsOnce(Class<? extends CustomResource<?, ?>> kind) {
    var rules = new ArrayList<String>();
    var crd = Crds.generate(kind);
    collectRules(SchemaTree.root(crd), rules);
    SchemaTree.forEachSchema(crd, (path, schema) -> collectRules(schema, rules));

    assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(rule).hasSizeGreaterThan(15));
    SchemaTree.forEachSchema(
        crd,
        (path, schema) ->
            assertThat(schema.path("x-kubernetes-validations").findValuesAsText("rule"))
                .as(path)
                .doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void theTableTellsWhetherItWorksAndHowOldItIs(Class<? extends CustomResource<?, ?>> kind) {
    var columns = Crds.generate(kind).at("/spec/versions/0/additionalPrinterColumns");

    assertThat(columns.findValuesAsText("name")).startsWith("Ready").contains("Age", "Message");
  }

  private static void collectRules(ObjectNode schema, List<String> messages) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      messages.add(rule.path("message").asText());
    }
  }
}
