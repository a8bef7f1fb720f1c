package network.mandala.operator.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.crds.spore.SporeReason;

/** The layers of an image of the same registry, made to appear in another repository. */
final class BaseLayers {

  private static final int MOST_OF_A_CONFIG = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BaseLayers() {}

  /**
   * @param folder for what is read on the way
   * @throws BundleRefused when there is no such image here
   */
  static List<ImageManifest.Layer> mount(
      RegistryClient registry, Reference base, String architecture, Reference target, Path folder)
      throws IOException {
    if (!base.host().equals(target.host())) {
      throw new BundleRefused(
          SporeReason.BINARY_UNSUPPORTED,
          "binary: it needs the C library of its system, and this node offers none. Link it statically (Go: CGO_ENABLED=0).");
    }
    var manifest = manifest(registry, base, architecture);
    var file = folder.resolve("base.json");
    registry.pullBlob(
        base.repository(),
        new Digest(manifest.at("/config/digest").asText()),
        file,
        MOST_OF_A_CONFIG,
        Progress.SILENT);
    var diffIds = JSON.readTree(Files.readAllBytes(file)).at("/rootfs/diff_ids");
    var layers = new ArrayList<ImageManifest.Layer>();
    for (JsonNode layer : manifest.path("layers")) {
      var digest = new Digest(layer.path("digest").asText());
      if (!registry.mountBlob(target.repository(), base.repository(), digest)) {
        var copy = folder.resolve("layer");
        registry.pullBlob(base.repository(), digest, copy, Long.MAX_VALUE, Progress.SILENT);
        registry.pushBlob(target.repository(), digest, copy, Progress.SILENT);
        Files.delete(copy);
      }
      layers.add(
          new ImageManifest.Layer(
              layer.path("mediaType").asText(),
              digest,
              layer.path("size").asLong(),
              diffIds.path(layers.size()).asText()));
    }
    return layers;
  }

  private static JsonNode manifest(RegistryClient registry, Reference base, String architecture) {
    Manifest manifest = registry.manifest(base);
    if (!manifest.isIndex()) {
      return manifest.json();
    }
    for (JsonNode entry : manifest.json().path("manifests")) {
      if (entry.at("/platform/os").asText().equals("linux")
          && entry.at("/platform/architecture").asText().equals(architecture)) {
        return registry.manifest(base.with(new Digest(entry.path("digest").asText()))).json();
      }
    }
    throw new BundleRefused(
        SporeReason.BINARY_UNSUPPORTED,
        "binary: it needs the C library of its system, and this node has none for %s. Link it statically (Go: CGO_ENABLED=0)."
            .formatted(architecture));
  }
}
