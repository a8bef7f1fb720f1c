package network.mandala.cli.spore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import network.mandala.identity.spore.SporeManifest;

/**
 * From what a bundle was made and by whom: an in-toto statement with SLSA provenance v1. It has
 * nothing in it but what the bundle says, so that the same bundle has the same one.
 */
final class SporeProvenance {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SporeProvenance() {}

  static byte[] of(SporeManifest manifest, String fileName, String digest) {
    var statement = JSON.createObjectNode().put("_type", "https://in-toto.io/Statement/v1");
    var subject = statement.putArray("subject").addObject().put("name", fileName);
    subject.putObject("digest").put("sha256", digest);
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    var predicate = statement.putObject("predicate");
    var definition = predicate.putObject("buildDefinition");
    definition.put("buildType", "https://mandala.network/build/spore/v1");
    definition
        .putObject("externalParameters")
        .put("name", manifest.name())
        .put("version", manifest.version())
        .put("createdAt", manifest.createdAt().text());
    definition
        .putArray("resolvedDependencies")
        .addObject()
        .put("name", manifest.command())
        .putObject("digest")
        .put("sha256", manifest.binarySha256());
    predicate
        .putObject("runDetails")
        .putObject("builder")
        .put("id", "https://mandala.network/cli/spore#ed25519:" + manifest.publicKey());
    try {
      return JSON.writeValueAsBytes(statement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
