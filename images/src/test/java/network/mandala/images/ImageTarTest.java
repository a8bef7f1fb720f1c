package network.mandala.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTarTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "example.test/base:1";

  @TempDir Path folder;
  private Program program;
  private Path layout;

  @BeforeEach
  void prepare() throws Exception {
    program = SmallProgram.create(folder);
    layout = folder.resolve("layout.tar");
    writeLayout(layout);
  }

  @Test
  void putsRuntimeDependenciesAndProgramOnTheBaseEachInALayer() throws Exception {
    var image = build("one");

    assertThat(image.layers()).hasSize(4);
    assertThat(image.layers().get(0)).containsKey("etc/base");
    assertThat(image.layers().get(1)).containsEntry("opt/java/bin/java", 0755);
    assertThat(image.layers().get(2))
        .containsEntry("opt/mandala/lib/library-2.jar", 0644)
        .doesNotContainKey("opt/mandala/lib/mandala-hello-1.jar");
    assertThat(image.layers().get(3))
        .containsKeys("opt/mandala/lib/mandala-hello-1.jar", "opt/mandala/java.args")
        .doesNotContainKey("opt/mandala/lib/library-2.jar");
  }

  @Test
  void startsTheProgramAsNobodyWithItsFlags() throws Exception {
    var config = build("one").config();

    assertThat(config.path("User").asText()).isEqualTo("65532:65532");
    assertThat(config.path("Entrypoint"))
        .extracting(JsonNode::asText)
        .containsExactly("/opt/java/bin/java", "@/opt/mandala/java.args");
    assertThat(program.launcherArguments())
        .containsExactly(
            "-XX:+UseSerialGC",
            "-XX:AOTCache=/opt/mandala/classes.aot",
            "-classpath",
            "/opt/mandala/lib/mandala-hello-1.jar:/opt/mandala/lib/library-2.jar",
            "Hello");
  }

  @Test
  void makesTheSameImageOfTheSameInput() throws Exception {
    var first = build("one");

    var second = build("two");

    assertThat(second.config()).isEqualTo(first.config());
    assertThat(second.digests()).isEqualTo(first.digests());
  }

  @Test
  void namesWhatALayoutHoldsWhenTheBaseIsNotInIt() {
    assertThatThrownBy(() -> BaseImage.from(layout + "!example.test/other:1", folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no image example.test/other:1, only [" + BASE + "]");
  }

  private record Image(JsonNode config, JsonNode digests, List<Map<String, Integer>> layers) {}

  private Image build(String name) throws Exception {
    var work = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(work.resolve("runtime/bin"));
    var java = Files.writeString(work.resolve("runtime/bin/java"), "a launcher");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    var stage = Stage.create(work.resolve("opt"), work.resolve("runtime"), program);
    var tar = work.resolve("image.tar");
    ImageTar.write(
        BaseImage.from(layout + "!" + BASE, work),
        stage,
        program,
        "example.test/hello:1",
        tar,
        work);
    try (var file = new TarFile(tar)) {
      var manifest = blob(file, JSON.readTree(read(file, "index.json")).at("/manifests/0"));
      var image = JSON.readTree(read(file, name(manifest.get("config"))));
      var layers = new ArrayList<Map<String, Integer>>();
      for (var layer : manifest.get("layers")) {
        layers.add(modes(read(file, name(layer))));
      }
      return new Image(image.get("config"), image.at("/rootfs/diff_ids"), layers);
    }
  }

  private static Map<String, Integer> modes(byte[] layer) throws IOException {
    var modes = new TreeMap<String, Integer>();
    try (var in = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile()) {
          modes.put(entry.getName(), entry.getMode() & 0777);
        }
      }
    }
    return modes;
  }

  private static JsonNode blob(TarFile file, JsonNode descriptor) throws IOException {
    return JSON.readTree(read(file, name(descriptor)));
  }

  private static String name(JsonNode descriptor) {
    return "blobs/" + descriptor.get("digest").asText().replace(':', '/');
  }

  private static byte[] read(TarFile file, String name) throws IOException {
    for (var entry : file.getEntries()) {
      if (entry.getName().equals(name)) {
        return file.getInputStream(entry).readAllBytes();
      }
    }
    throw new IOException("no " + name + " in " + file.getEntries());
  }

  /** An OCI layout of one image with one layer of one file. */
  private static void writeLayout(Path tar) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var layerFile = tar.resolveSibling("layer.tar");
    try (var layer = new DockerArchive(layerFile)) {
      layer.add("etc/base", "base".getBytes(UTF_8));
    }
    var plain = Files.readAllBytes(layerFile);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    var config =
        Map.of(
            "architecture",
            "amd64",
            "os",
            "linux",
            "config",
            Map.of("Cmd", List.of("sh")),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of("sha256:" + sha256(plain))));
    var blobs = new LinkedHashMap<String, byte[]>();
    var layerBlob = add(blobs, bytes.toByteArray());
    var configBlob = add(blobs, JSON.writeValueAsBytes(config));
    var manifest =
        add(
            blobs,
            JSON.writeValueAsBytes(
                Map.of("schemaVersion", 2, "config", configBlob, "layers", List.of(layerBlob))));
    manifest.put("annotations", Map.of("io.containerd.image.name", BASE));
    try (var out = new DockerArchive(tar)) {
      out.add("index.json", JSON.writeValueAsBytes(Map.of("manifests", List.of(manifest))));
      for (var blob : blobs.entrySet()) {
        out.add(blob.getKey(), blob.getValue());
      }
    }
  }

  private static Map<String, Object> add(Map<String, byte[]> blobs, byte[] content)
      throws Exception {
    var digest = sha256(content);
    blobs.put("blobs/sha256/" + digest, content);
    return new LinkedHashMap<>(Map.of("digest", "sha256:" + digest, "size", content.length));
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
