package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import network.mandala.bridge.v2.NodeResource;
import org.junit.jupiter.api.Test;

/** The reference page is made of the OpenAPI document; {@code -Ddocs.write} rewrites it. */
class ApiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "api.md");

  @Test
  void thePageSaysWhatTheDocumentSays() throws IOException {
    var page = page(new ObjectMapper().readTree(NodeResource.document(null, Map.of()).body()));

    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  private static String page(JsonNode document) {
    var page = new StringBuilder();
    page.append("# The node's API\n\n");
    page.append(
        "Generated from the OpenAPI document, which a node has at `/v2/openapi.json`: run ");
    page.append("the bridge's tests with `-Ddocs.write` after a change.\n\n");
    page.append(document.at("/info/description").textValue()).append("\n\n## Requests\n");
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operation(page, operation.getKey(), path.getKey(), operation.getValue());
      }
    }
    page.append("\n## Objects\n");
    for (var schema : document.at("/components/schemas").properties()) {
      if (!schema.getValue().path("properties").isEmpty()) {
        schema(page, schema.getKey(), schema.getValue());
      }
    }
    return page.toString();
  }

  private static void operation(StringBuilder page, String method, String path, JsonNode it) {
    page.append("\n### ").append(it.get("summary").textValue()).append("\n\n`");
    page.append(method.toUpperCase(Locale.ROOT)).append(' ').append(path).append('`');
    page.append(it.has("security") ? ", without a signature" : "").append("\n\n");
    if (it.has("description")) {
      page.append(it.get("description").textValue()).append("\n\n");
    }
    for (var parameter : it.path("parameters")) {
      page.append("- `").append(parameter.get("name").textValue()).append("` (");
      page.append(parameter.get("in").textValue()).append("): ");
      page.append(parameter.get("description").textValue()).append('\n');
    }
    var body = it.at("/requestBody/content/application~1json/schema/$ref");
    if (!body.isMissingNode()) {
      page.append("- body: ").append(name(body)).append('\n');
    }
    for (var response : it.get("responses").properties()) {
      page.append("- ").append(response.getKey()).append(": ");
      page.append(response.getValue().get("description").textValue());
      for (var media : response.getValue().get("content").properties()) {
        var type = media.getValue().at("/schema/$ref");
        page.append(type.isMissingNode() ? "" : " (" + name(type) + ")");
        page.append(media.getKey().equals("text/event-stream") ? " As `text/event-stream`." : "");
      }
      page.append('\n');
    }
  }

  private static void schema(StringBuilder page, String name, JsonNode schema) {
    page.append("\n### ").append(name).append("\n\n");
    if (schema.has("description")) {
      page.append(schema.get("description").textValue()).append("\n\n");
    }
    page.append("| member | | |\n|---|---|---|\n");
    for (var member : schema.get("properties").properties()) {
      boolean always = schema.path("required").toString().contains('"' + member.getKey() + '"');
      page.append("| `").append(member.getKey()).append(always ? "` | " : "`? | ");
      page.append(type(member.getValue())).append(" | ");
      page.append(member.getValue().path("description").asText()).append(" |\n");
    }
  }

  private static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return name(schema.get("$ref"));
    }
    if (schema.has("enum")) {
      var words = new StringBuilder();
      schema
          .get("enum")
          .forEach(word -> words.append(words.isEmpty() ? "" : ", ").append(word.textValue()));
      return words.toString();
    }
    return schema.path("type").asText().equals("array")
        ? "list of " + type(schema.get("items"))
        : schema.path("type").asText();
  }

  private static String name(JsonNode reference) {
    var text = reference.textValue();
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
