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

/** The assembly of a small image. */
public final class BuilderTraining implements Training {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StandInRegistry registry = new StandInRegistry();
  private final Path work;
  private final Path grant;

  /**
   * @param folder an empty one, for what a build's pod would have
   */
  public BuilderTraining(Path folder) throws IOException {
    work = folder.resolve("work");
    grant = Files.createDirectories(folder.resolve("grant"));
    Files.writeString(grant.resolve("host"), registry.host());
    Files.writeString(grant.resolve("username"), "demo");
    Files.writeString(grant.resolve("password"), "grant");
    var source = Files.createDirectories(work.resolve("source"));
    Files.writeString(source.resolve("package.json"), "{\"main\":\"index.js\"}");
    Files.writeString(source.resolve("index.js"), "console.log('hello')\n");
    var module = Files.createDirectories(work.resolve("dependencies/node_modules/a"));
    Files.writeString(module.resolve("index.js"), "module.exports = 1\n");
    Files.createDirectories(work.resolve("tmp"));
    addBase();
  }

  private void addBase() throws IOException {
    var plain = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(plain)) {
      var passwd = "nonroot:x:65532:65532::/:/bin/sh\n".getBytes(UTF_8);
      var entry = new TarArchiveEntry("etc/passwd");
      entry.setSize(passwd.length);
      tar.putArchiveEntry(entry);
      tar.write(passwd);
      tar.closeArchiveEntry();
    }
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      plain.writeTo(gzip);
    }
    var layer = packed.toByteArray();
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
                Map.of(
                    "type",
                    "layers",
                    "diff_ids",
                    List.of(StandInRegistry.digest(plain.toByteArray())))));
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
    registry.tag("1", JSON.writeValueAsBytes(manifest));
  }

  private Map<String, Object> descriptor(String mediaType, byte[] content) {
    return Map.of("mediaType", mediaType, "digest", registry.add(content), "size", content.length);
  }

  @Override
  public List<String> arguments() {
    return List.of("assemble");
  }

  @Override
  public Map<String, String> environment() {
    var host = registry.host();
    return Map.of(
        "MANDALA_SOURCE",
        host + "/demo/hello/source@" + StandInRegistry.digest(new byte[0]),
        "MANDALA_RUNTIME",
        "node",
        "MANDALA_BASE_IMAGE",
        host + "/mandala/node:1",
        "MANDALA_TARGET_IMAGE",
        host + "/demo/hello:key",
        "MANDALA_REGISTRY_INSECURE",
        "true",
        "MANDALA_WORK",
        work.toString(),
        "MANDALA_GRANT",
        grant.toString(),
        "MANDALA_TERMINATION_LOG",
        work.resolve("outcome").toString());
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
