package network.mandala.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Reference;

/**
 * From what an image was built and by whom: an in-toto statement with SLSA provenance v1. It is not
 * signed: it is worth as much as the credential with which it was pushed. It has no times in it, so
 * that the same build has the same one.
 */
final class Provenance {
  static final String MEDIA_TYPE = "application/vnd.in-toto+json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUILD_TYPE = "https://mandala.network/build/source/v1";
  private static final String BUILD_TYPE_OF_DOCKERFILES =
      "https://mandala.network/build/dockerfile/v1";
  private static final String BUILDER = "https://mandala.network/builder";

  private Provenance() {}

  static byte[] of(Settings settings, Reference image, Optional<Digest> base) {
    var statement = JSON.createObjectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    var subject = statement.putArray("subject").addObject();
    subject.put("name", image.host() + "/" + image.repository());
    digest(subject, image.selector());
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    var definition = statement.putObject("predicate").putObject("buildDefinition");
    boolean dockerfile = settings.runtime() == AgentRuntime.DOCKER;
    definition.put("buildType", dockerfile ? BUILD_TYPE_OF_DOCKERFILES : BUILD_TYPE);
    var asked = definition.putObject("externalParameters");
    asked.put("source", settings.source().toString());
    asked.put("runtime", settings.runtime().word());
    put(
        asked,
        "type",
        settings.convention() == Convention.NONE ? "" : settings.convention().word());
    put(asked, "directory", settings.directory());
    put(asked, "entry", settings.entry());
    put(asked, "site", settings.site());
    put(asked, "dockerfile", dockerfile ? settings.dockerfile() : "");
    definition
        .putObject("internalParameters")
        .put(dockerfile ? "executedBy" : "baseImage", settings.base().toString());
    var used = definition.putArray("resolvedDependencies");
    var source = used.addObject();
    source.put("uri", "oci://" + settings.source().host() + "/" + settings.source().repository());
    digest(source, settings.source().selector());
    if (base.isPresent()) {
      var from = used.addObject();
      from.put("uri", "oci://" + settings.base().host() + "/" + settings.base().repository());
      digest(from, base.get().value());
    }
    ((ObjectNode) statement.get("predicate"))
        .putObject("runDetails")
        .putObject("builder")
        .put("id", BUILDER);
    try {
      return JSON.writeValueAsBytes(statement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static void put(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static void digest(ObjectNode node, String digest) {
    node.putObject("digest").put("sha256", digest.substring("sha256:".length()));
  }
}
