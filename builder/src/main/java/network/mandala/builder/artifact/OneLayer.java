package network.mandala.builder.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;

/** The manifest of an artifact that is one file, as OCI 1.1 says it. */
final class OneLayer {
  /** The content of the configuration, which such an artifact does not have. */
  static final byte[] EMPTY_CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  private static final String EMPTY_CONFIG_TYPE = "application/vnd.oci.empty.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OneLayer() {}

  static byte[] manifest(String type, String layerType, Digest layer, long size) {
    var manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", Manifest.IMAGE);
    manifest.put("artifactType", type);
    describe(
        manifest.putObject("config"),
        EMPTY_CONFIG_TYPE,
        Digest.of(EMPTY_CONFIG),
        EMPTY_CONFIG.length);
    describe(manifest.putArray("layers").addObject(), layerType, layer, size);
    try {
      return JSON.writeValueAsBytes(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static void describe(ObjectNode descriptor, String type, Digest digest, long size) {
    descriptor.put("mediaType", type).put("digest", digest.value()).put("size", size);
  }
}
