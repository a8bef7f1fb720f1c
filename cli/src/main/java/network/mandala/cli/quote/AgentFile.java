package network.mandala.cli.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.AgentSpec;

/** The Agents in the text of a YAML or JSON file, which may have several documents and kinds. */
final class AgentFile {

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final String NAMESPACE_PREFIX = "mandala-project-";
  private static final String API = "mandala.network/";

  private AgentFile() {}

  /**
   * @param source how to call it in messages
   * @throws Failure with what is wrong; also when there is no Agent in it
   */
  static List<Wanted> read(String text, String source) {
    var agents = new ArrayList<Wanted>();
    for (var document : documents(text, source)) {
      collect(document, source, agents);
    }
    if (agents.isEmpty()) {
      throw new Failure(
          source + " has no Agent: a quote needs a resource with kind Agent and a spec");
    }
    return List.copyOf(agents);
  }

  private static List<JsonNode> documents(String text, String source) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll();
    } catch (JsonProcessingException e) {
      var place = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new Failure(
          "%s is not YAML%s: %s"
              .formatted(
                  source, place, e.getOriginalMessage().lines().findFirst().orElse("unreadable")),
          e);
    } catch (IOException e) {
      throw new Failure(source + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void collect(JsonNode document, String source, List<Wanted> into) {
    if (document.path("kind").asText().equals("List")) {
      document.path("items").forEach(item -> collect(item, source, into));
      return;
    }
    if (!document.path("kind").asText().equals("Agent")
        || !document.path("apiVersion").asText().startsWith(API)) {
      return;
    }
    var name = document.path("metadata").path("name").asText();
    if (name.isEmpty()) {
      throw new Failure(source + " has an Agent without metadata.name");
    }
    if (!document.path("spec").isObject()) {
      throw new Failure(source + ": agent " + name + " has no spec");
    }
    var namespace = document.path("metadata").path("namespace").asText();
    into.add(
        new Wanted(
            namespace.startsWith(NAMESPACE_PREFIX)
                ? namespace.substring(NAMESPACE_PREFIX.length())
                : "",
            name,
            spec(document.path("spec"), name)));
  }

  private static AgentSpec spec(JsonNode given, String name) {
    AgentSpec spec;
    try {
      spec = YAML.treeToValue(given, AgentSpec.class);
    } catch (JsonMappingException e) {
      throw new Failure(
          "agent %s: %s cannot be read: %s"
              .formatted(
                  name,
                  path(e),
                  e.getOriginalMessage().lines().findFirst().orElse("it has the wrong form")),
          e);
    } catch (JsonProcessingException e) {
      throw new Failure("agent " + name + ": its spec cannot be read", e);
    }
    requireKnown(given, YAML.valueToTree(spec), "spec", name);
    SpecCheck.require(spec, name);
    return spec;
  }

  /** A misspelt field would be left out silently, and the quote be wrong. */
  private static void requireKnown(JsonNode given, JsonNode read, String path, String name) {
    given
        .properties()
        .forEach(
            field -> {
              var value = field.getValue();
              var there = read.path(field.getKey());
              var at = path + "." + field.getKey();
              boolean empty =
                  value.isNull()
                      || (value.isContainerNode() && value.isEmpty())
                      || (value.isTextual() && value.asText().isEmpty());
              if (there.isMissingNode() && !empty) {
                throw new Failure("agent %s: %s is no field of an Agent".formatted(name, at));
              }
              if (value.isObject() && there.isObject()) {
                requireKnown(value, there, at, name);
              }
            });
  }

  private static String path(JsonMappingException e) {
    return "spec"
        + e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
  }
}
