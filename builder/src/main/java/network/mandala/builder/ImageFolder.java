package network.mandala.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;

/**
 * An image in the layout of the OCI, one file for each blob. Strangers' code ran where it was
 * written, so nothing in it is believed: a link in the place of a blob would put what only this
 * container can read into the tenant's image.
 */
final class ImageFolder {
  private static final int MAX_JSON = 4 * 1024 * 1024;
  private static final int MAX_LAYERS = 500;
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  private final Path folder;

  ImageFolder(Path folder) {
    this.folder = folder;
  }

  /** A blob of the image, as the manifest describes it. */
  record Blob(Digest digest, long bytes, Path file) {}

  /**
   * @param manifest as it is to be pushed
   * @param blobs each once: the layers, then the configuration
   */
  record Content(byte[] manifest, List<Blob> blobs) {
    /** In their order, the lowest first. */
    List<Blob> layers() {
      return blobs.subList(0, blobs.size() - 1);
    }

    long bytes() {
      return blobs.stream().mapToLong(Blob::bytes).sum();
    }
  }

  /** The one image in the folder, checked. */
  Content read() throws IOException {
    try {
      var index = json(bytes(folder.resolve("index.json")));
      require(index.path("manifests").size() == 1, "its index does not name one image");
      var entry = index.path("manifests").get(0);
      var manifest = bytes(blob(entry, Manifest.IMAGE).file());
      require(Digest.of(manifest).equals(digest(entry)), "its manifest has another digest");
      return content(manifest);
    } catch (NoSuchFileException e) {
      throw invalid("it lacks " + folder.relativize(Path.of(e.getFile())), e);
    }
  }

  private Content content(byte[] manifest) throws IOException {
    var image = json(manifest);
    var layers = image.path("layers");
    require(layers.isArray() && layers.size() <= MAX_LAYERS, "it has too many layers, or none");
    var blobs = new ArrayList<Blob>();
    var seen = new HashSet<Digest>();
    for (JsonNode layer : layers) {
      require(layer.path("mediaType").asText().startsWith(LAYER), "a layer is of another type");
      require(layer.path("urls").isMissingNode(), "a layer lies elsewhere");
      if (seen.add(digest(layer))) {
        blobs.add(blob(layer, layer.path("mediaType").asText()));
      }
    }
    blobs.add(blob(image.path("config"), "application/vnd.oci.image.config.v1+json"));
    return new Content(manifest, blobs);
  }

  private Blob blob(JsonNode descriptor, String type) throws IOException {
    require(type.equals(descriptor.path("mediaType").asText()), "a part of it is of another type");
    var digest = digest(descriptor);
    Path file = own(folder.resolve("blobs/sha256").resolve(digest.value().substring(7)));
    long bytes = Files.size(file);
    require(bytes == descriptor.path("size").asLong(-1), "a part of it is of another size");
    return new Blob(digest, bytes, file);
  }

  private static Digest digest(JsonNode descriptor) {
    try {
      return new Digest(descriptor.path("digest").asText());
    } catch (IllegalArgumentException e) {
      throw invalid("a part of it is not named by its digest", e);
    }
  }

  private byte[] bytes(Path file) throws IOException {
    Path own = own(file);
    require(Files.size(own) <= MAX_JSON, "a description in it is too large");
    return Files.readAllBytes(own);
  }

  /** The file itself; no link, and in no folder that is one. */
  private Path own(Path file) throws IOException {
    Path expected = folder.toRealPath().resolve(folder.relativize(file));
    Path real = file.toRealPath();
    require(
        real.equals(expected) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS),
        "there is a link, or no file, in the place of " + folder.relativize(file));
    return real;
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw invalid("a description in it is no JSON", e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw invalid(otherwise, null);
    }
  }

  private static BuildFailed invalid(String why, Exception cause) {
    return new BuildFailed(
        Reason.IMAGE_INVALID,
        "What the Dockerfile made is no image (%s): a step of it must have changed the files of the build itself."
            .formatted(why),
        cause);
  }
}
