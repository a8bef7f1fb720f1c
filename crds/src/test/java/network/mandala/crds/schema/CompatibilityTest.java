package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CompatibilityTest {
  /** The CRDs of the last release; a release puts them there. */
  private static final Path RELEASED = Path.of("src/test/resources/released");

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void objectsOfTheLastReleaseStayValid(Class<? extends CustomResource<?, ?>> kind)
      throws IOException {
    var crd = Crds.generate(kind);
    Path released = RELEASED.resolve(Crds.fileName(crd));
    assumeTrue(Files.exists(released), "this kind was not released yet");

    var before = (ObjectNode) Crds.YAML.readTree(released.toFile());

    assertThat(Compatibility.breaks(SchemaTree.root(before), SchemaTree.root(crd))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {properties: {a: {type: string}}}           | {properties: {}}                             | a is gone
          {properties: {a: {type: string}}}           | {properties: {a: {type: integer}}}           | a: type was "string" and is "integer"
          {properties: {a: {default: 1}}}             | {properties: {a: {default: 2}}}              | a: default was 1 and is 2
          {properties: {a: {enum: [x, y]}}}           | {properties: {a: {enum: [x]}}}               | a: the word "y" is gone
          {properties: {a: {type: string}}}           | {properties: {a: {type: string, enum: [x]}}} | a: only ["x"] is accepted now
          {properties: {a: {maximum: 9}}}             | {properties: {a: {maximum: 8}}}              | a: maximum is 8 now
          {properties: {a: {}}}                       | {properties: {a: {minLength: 1}}}            | a: minLength is 1 now
          {properties: {a: {minimum: 1}}}             | {properties: {a: {minimum: 2}}}              | a: minimum is 2 now
          {properties: {a: {pattern: x}}}             | {properties: {a: {pattern: y}}}              | a: values must match "y" now
          {properties: {a: {}}}                       | {required: [a], properties: {a: {}}}         | : "a" is required now
          {properties: {a: {items: {type: string}}}}  | {properties: {a: {items: {type: integer}}}}  | a[]: type was "string" and is "integer"
          """)
  void findsWhatWouldBreakObjects(String before, String after, String found) throws IOException {
    assertThat(
            Compatibility.breaks(
                (ObjectNode) Crds.YAML.readTree(before), (ObjectNode) Crds.YAML.readTree(after)))
        .containsExactly(found);
  }

  @Test
  void letsASchemaGrow() throws IOException {
    var before =
        (ObjectNode)
            Crds.YAML.readTree("{properties: {a: {type: string, maxLength: 5, enum: [x]}}}");
    var after =
        (ObjectNode)
            Crds.YAML.readTree(
                "{required: [b], properties: {a: {type: string, maxLength: 6, enum: [x, y],"
                    + " description: new}, b: {type: integer, default: 1}}}");

    assertThat(Compatibility.breaks(before, after)).isEmpty();
  }
}
