package network.mandala.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from strangers: bounded in size, depth and numbers, UTF-8 only, and with each name at
 * most once in an object (of two values, which one counts would depend on who reads it).
 */
final class StrictJson {
  static final int MOST_BYTES = 256 * 1024;
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_NAME = 1024;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(MOST_BYTES)
                  .build())
          .build();

  private final Problems problems;

  private StrictJson(Problems problems) {
    this.problems = problems;
  }

  /** The document; when it cannot be read, that is a problem and the result is missing. */
  static JsonNode read(byte[] json, Problems problems) {
    if (json.length > MOST_BYTES) {
      problems.add(
          "$", "has %d bytes; a manifest has at most %d KiB", json.length, MOST_BYTES / 1024);
      return NODES.missingNode();
    }
    try (var parser = JSON.createParser(text(json))) {
      if (parser.nextToken() == null) {
        problems.add("$", "is empty");
        return NODES.missingNode();
      }
      var document = new StrictJson(problems).value(parser, "$");
      if (parser.nextToken() != null) {
        problems.add("$", "has something after its end, at %s", place(parser));
      }
      return document;
    } catch (CharacterCodingException e) {
      problems.add("$", "is not UTF-8");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      problems.add(
          "$",
          "is no JSON that can be read: %s (line %d, column %d)",
          JsonPath.printable(e.getOriginalMessage()),
          at == null ? 0 : at.getLineNr(),
          at == null ? 0 : at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return NODES.missingNode();
  }

  private static String text(byte[] json) throws CharacterCodingException {
    var text =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(json))
            .toString();
    // Some editors write a byte order mark.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private JsonNode value(JsonParser parser, String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private ObjectNode object(JsonParser parser, String path) throws IOException {
    var object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var place = JsonPath.field(path, name);
      boolean again = object.has(name);
      if (again) {
        problems.add(place, "is there twice (the second time at %s)", place(parser));
      }
      parser.nextToken();
      var value = value(parser, place);
      if (!again) {
        object.set(name, value);
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String path) throws IOException {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, JsonPath.element(path, array.size())));
    }
    return array;
  }

  private static String place(JsonParser parser) {
    var at = parser.currentTokenLocation();
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
