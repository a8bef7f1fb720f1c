package network.mandala.operator.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;

/** The two documents of an image (OCI image specification 1.1), the same for the same layers. */
final class ImageManifest {

  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final String EPOCH = "1970-01-01T00:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageManifest() {}

  /**
   * A layer of an image.
   *
   * @param diffId the digest of the layer, unpacked
   */
  record Layer(String mediaType, Digest digest, long size, String diffId) {

    /** One that is not packed. */
    static Layer plain(Digest digest, long size) {
      return new Layer(LAYER_TYPE, digest, size, digest.value());
    }
  }

  static byte[] config(String architecture, String command, List<Layer> layers) {
    var config = JSON.createObjectNode();
    config.put("created", EPOCH).put("architecture", architecture).put("os", "linux");
    var run = config.putObject("config");
    run.put("User", ImageLayer.USER + ":" + ImageLayer.USER);
    run.put("WorkingDir", "/" + ImageLayer.FOLDER);
    run.putArray("Entrypoint").add("/" + ImageLayer.FOLDER + "/" + command);
    var root = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> root.add(layer.diffId()));
    return bytes(config);
  }

  static byte[] manifest(byte[] config, List<Layer> layers) {
    var manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", Manifest.IMAGE);
    describe(manifest.putObject("config"), CONFIG_TYPE, Digest.of(config), config.length);
    var list = manifest.putArray("layers");
    layers.forEach(
        layer -> describe(list.addObject(), layer.mediaType(), layer.digest(), layer.size()));
    return bytes(manifest);
  }

  private static void describe(ObjectNode descriptor, String type, Digest digest, long size) {
    descriptor.put("mediaType", type).put("digest", digest.value()).put("size", size);
  }

  private static byte[] bytes(ObjectNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
