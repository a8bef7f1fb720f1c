package network.mandala.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * What our images stand on: any image with glibc. Either a reference in a registry, or {@code
 * FILE.tar!REFERENCE}: one image out of an OCI layout that may hold several. jib itself reads
 * Docker's archives only, so the latter is rewritten as one.
 */
final class BaseImage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BaseImage() {}

  static JibContainerBuilder from(String base, Path work)
      throws IOException, InvalidImageReferenceException {
    int bang = base.indexOf('!');
    if (bang < 0) {
      return Jib.from(RegistryImage.named(base));
    }
    var archive = work.resolve("base.tar");
    rewrite(Path.of(base.substring(0, bang)), base.substring(bang + 1), archive);
    return Jib.from(TarImage.at(archive));
  }

  private static void rewrite(Path layoutFile, String reference, Path archive) throws IOException {
    try (var layout = new TarFile(layoutFile);
        var out = new DockerArchive(archive)) {
      var manifest = readBlob(layout, findManifest(layout, reference, layoutFile));
      var config = readBytes(layout, blobName(manifest.get("config")));
      var layers = new ArrayList<String>();
      for (var layer : manifest.get("layers")) {
        var name = blobName(layer);
        layers.add(name);
        try (var bytes = open(layout, name)) {
          out.add(name, layer.get("size").asLong(), bytes);
        }
      }
      out.add("config.json", config);
      var entry = Map.of("Config", "config.json", "RepoTags", List.of(reference), "Layers", layers);
      out.add("manifest.json", JSON.writeValueAsBytes(List.of(entry)));
    }
  }

  private static JsonNode findManifest(TarFile layout, String reference, Path layoutFile)
      throws IOException {
    var names = new ArrayList<String>();
    for (var manifest : JSON.readTree(readBytes(layout, "index.json")).get("manifests")) {
      var name = manifest.path("annotations").path("io.containerd.image.name").asText();
      if (name.equals(reference)) {
        return manifest;
      }
      names.add(name);
    }
    throw new IOException(layoutFile + " holds no image " + reference + ", only " + names);
  }

  private static JsonNode readBlob(TarFile layout, JsonNode descriptor) throws IOException {
    return JSON.readTree(readBytes(layout, blobName(descriptor)));
  }

  private static String blobName(JsonNode descriptor) {
    return "blobs/" + descriptor.get("digest").asText().replace(':', '/');
  }

  private static byte[] readBytes(TarFile layout, String name) throws IOException {
    try (var bytes = open(layout, name)) {
      return bytes.readAllBytes();
    }
  }

  private static InputStream open(TarFile layout, String name) throws IOException {
    for (var entry : layout.getEntries()) {
      if (entry.getName().replaceFirst("^\\./", "").equals(name)) {
        return layout.getInputStream(entry);
      }
    }
    throw new IOException("the image layout has no " + name);
  }
}
