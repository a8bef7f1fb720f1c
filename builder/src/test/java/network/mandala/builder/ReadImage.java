package network.mandala.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as it lies in a registry, for assertions. */
record ReadImage(JsonNode config, List<List<ReadImage.File>> layers) {
  record File(String path, int mode, long user, long group, long seconds, String content) {}

  static ReadImage of(LocalRegistry registry, Reference image, Path folder) throws IOException {
    try (var client = registry.client()) {
      var manifest = client.manifest(image).json();
      byte[] config = blob(client, image, manifest.path("config"), folder);
      var layers = new ArrayList<List<File>>();
      for (var layer : manifest.path("layers")) {
        layers.add(files(blob(client, image, layer, folder)));
      }
      return new ReadImage(new ObjectMapper().readTree(config).path("config"), layers);
    }
  }

  /** One file of the topmost layer that has it. */
  File file(String path) {
    return layers.reversed().stream()
        .flatMap(List::stream)
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not in the image, which has " + layers));
  }

  private static byte[] blob(
      RegistryClient client, Reference image, JsonNode descriptor, Path folder) throws IOException {
    Path file = folder.resolve("blob");
    client.pullBlob(
        image.repository(),
        new Digest(descriptor.path("digest").asText()),
        file,
        1 << 24,
        Progress.SILENT);
    return Files.readAllBytes(file);
  }

  private static List<File> files(byte[] layer) throws IOException {
    var files = new ArrayList<File>();
    try (var tar =
        new TarArchiveInputStream(new GZIPInputStream(new java.io.ByteArrayInputStream(layer)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String content =
            entry.isDirectory() ? "" : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        files.add(
            new File(
                "/" + entry.getName(),
                entry.getMode() & 0777,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getLastModifiedTime().toInstant().getEpochSecond(),
                content));
      }
    }
    return List.copyOf(files);
  }
}
