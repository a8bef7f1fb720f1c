package network.mandala.images.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import network.mandala.images.Training;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The build of a small program whose dependencies an earlier one has installed. */
public final class BuilderTraining implements Training {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SOURCE = "application/vnd.mandala.source.v1";

  private final StandInRegistry registry = new StandInRegistry();
  private final Path work;
  private final Path grant;
  private final String source;

  /**
   * @param folder an empty one, for what a build's pod would have
   */
  public BuilderTraining(Path folder) throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    grant = Files.createDirectories(folder.resolve("grant"));
    Files.writeString(grant.resolve("host"), registry.host());
    Files.writeString(grant.resolve("username"), "demo");
    Files.writeString(grant.resolve("password"), "grant");
    Files.createDirectories(folder.resolve("result"));
    var base = addBase();
    source = addSource();
    addDependencies(base);
  }

  /** A program whose dependencies are locked. */
  private String addSource() throws IOException {
    var packed =
        gzip(
            tar(
                Map.of(
                    "index.js",
                    "console.log('hello')\n",
                    "package.json",
                    "{\"main\":\"index.js\",\"dependencies\":{\"a\":\"1\"}}",
                    "package-lock.json",
                    "{\"lockfileVersion\":3,\"packages\":{\"node_modules/a\":{\"integrity\":\"sha512-a\"}}}")));
    return registry.add(
        JSON.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "artifactType",
                SOURCE,
                "config",
                descriptor("application/vnd.oci.empty.v1+json", "{}".getBytes(UTF_8)),
                "layers",
                List.of(descriptor(SOURCE + ".tar+gzip", packed)))));
  }

  /** Whatever they are asked for by, an earlier build has installed them. */
  private void addDependencies(String image) throws IOException {
    registry.answerTagsOf(
        "demo/build_cache",
        JSON.writeValueAsBytes(
            Map.of(
                "annotations",
                Map.of(
                    "network.mandala.image",
                    image,
                    "network.mandala.packages",
                    "[{\"group\":\"\",\"name\":\"a\",\"version\":\"1\",\"purl\":\"pkg:npm/a@1\",\"license\":\"\",\"sha512\":\"\"}]"))));
  }

  private static byte[] tar(Map<String, String> files) throws IOException {
    var plain = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(plain)) {
      for (var file : files.entrySet()) {
        var content = file.getValue().getBytes(UTF_8);
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return plain.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private String addBase() throws IOException {
    var plain = tar(Map.of("etc/passwd", "nonroot:x:65532:65532::/:/bin/sh\n"));
    var layer = gzip(plain);
    var config =
        JSON.writeValueAsBytes(
            Map.of(
                "architecture",
                System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                "os",
                "linux",
                "config",
                Map.of(),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(StandInRegistry.digest(plain)))));
    var manifest =
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            "application/vnd.oci.image.manifest.v1+json",
            "config",
            descriptor("application/vnd.oci.image.config.v1+json", config),
            "layers",
            List.of(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)));
    var bytes = JSON.writeValueAsBytes(manifest);
    registry.tag("1", bytes);
    return StandInRegistry.digest(bytes);
  }

  private Map<String, Object> descriptor(String mediaType, byte[] content) {
    return Map.of("mediaType", mediaType, "digest", registry.add(content), "size", content.length);
  }

  @Override
  public List<String> arguments() {
    return List.of("fetch");
  }

  @Override
  public Map<String, String> environment() {
    var host = registry.host();
    return Map.ofEntries(
        Map.entry("MANDALA_SOURCE", host + "/demo/hello/source@" + source),
        Map.entry("MANDALA_RUNTIME", "node"),
        Map.entry("MANDALA_BASE_IMAGE", host + "/mandala/node:1"),
        Map.entry("MANDALA_TARGET_IMAGE", host + "/demo/hello:key"),
        Map.entry("MANDALA_CACHE", host + "/demo/build_cache:node"),
        Map.entry("MANDALA_CACHE_BYTES", "1000000"),
        Map.entry("MANDALA_INSTALLER", "npm"),
        Map.entry("MANDALA_RESULT", work.resolve("../result").toString()),
        Map.entry("MANDALA_REGISTRY_INSECURE", "true"),
        Map.entry("MANDALA_WORK", work.toString()),
        Map.entry("MANDALA_GRANT", grant.toString()),
        Map.entry("MANDALA_TERMINATION_LOG", work.resolve("outcome").toString()));
  }

  /** It ends by itself. */
  @Override
  public void awaitEnd(Process process) throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
