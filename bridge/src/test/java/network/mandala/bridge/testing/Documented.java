package network.mandala.bridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI document, as a judge of what the bridge answers. */
public final class Documented {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  public Documented(JsonNode document) {
    this.document = document.deepCopy();
    // A reply may get more members one day; then they are described.
    for (var schema : this.document.at("/components/schemas")) {
      close(schema);
    }
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
    schema.forEach(Documented::close);
  }

  /** Method and path, with variables in braces. */
  public TreeSet<String> routes() {
    var routes = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(m -> routes.add(m.toUpperCase() + " " + path.getKey())));
    return routes;
  }

  /** What is wrong with an answer; empty: it is as it is described. */
  public List<String> faults(String method, String path, int status, String type, JsonNode body) {
    var operation = document.at("/paths").path(path).path(method.toLowerCase());
    var media = operation.path("responses").path(String.valueOf(status)).path("content").path(type);
    if (media.isMissingNode()) {
      return List.of(
          "%s %s is not described to answer %d %s".formatted(method, path, status, type));
    }
    var faults = new ArrayList<String>();
    for (Error error : schema(media.get("schema")).validate(body.toString(), InputFormat.JSON)) {
      faults.add(error.toString());
    }
    return faults;
  }

  private Schema schema(JsonNode wanted) {
    return schemas.computeIfAbsent(
        wanted.toString(),
        _ -> {
          var whole = ((ObjectNode) wanted.deepCopy());
          whole.set("components", document.get("components"));
          return SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
        });
  }

  public static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
