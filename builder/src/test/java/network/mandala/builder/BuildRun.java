package network.mandala.builder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;

/** The build of one agent as its Job runs it, but in this process and with folders of its own. */
final class BuildRun {
  final Path work;
  final Map<String, String> environment = new HashMap<>();
  private final Path terminationLog;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  BuildRun(LocalRegistry registry, Path folder, String runtime, String target) throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    terminationLog = folder.resolve("termination-log");
    Path grant = Files.createDirectories(folder.resolve("grant"));
    Files.writeString(grant.resolve("host"), registry.host());
    Files.writeString(grant.resolve("username"), LocalRegistry.OWNER.username());
    Files.writeString(grant.resolve("password"), LocalRegistry.OWNER.password() + "\n");
    environment.put("MANDALA_WORK", work.toString());
    environment.put("MANDALA_GRANT", grant.toString());
    environment.put("MANDALA_TERMINATION_LOG", terminationLog.toString());
    environment.put("MANDALA_RUNTIME", runtime);
    environment.put(
        "MANDALA_SOURCE",
        registry.reference("demo/hello/source@sha256:" + "0".repeat(64)).toString());
    environment.put("MANDALA_BASE_IMAGE", registry.reference("mandala/base:1").toString());
    environment.put("MANDALA_TARGET_IMAGE", registry.reference(target).toString());
    environment.put("MANDALA_REGISTRY_INSECURE", "true");
  }

  /** Pushes the small image that is the base of others. */
  static void pushBase(LocalRegistry registry, Path folder) throws Exception {
    pushBase(registry, folder, "mandala/base:1", "amd64");
  }

  static void pushBase(LocalRegistry registry, Path folder, String name, String... architectures)
      throws Exception {
    Path file = Files.writeString(folder.resolve("base-file"), "of the base");
    System.setProperty("sendCredentialsOverHttp", "true");
    var image =
        RegistryImage.named(registry.reference(name).toString())
            .addCredential(LocalRegistry.OWNER.username(), LocalRegistry.OWNER.password());
    var platforms =
        Arrays.stream(architectures)
            .map(word -> new Platform(word, "linux"))
            .collect(Collectors.toSet());
    Jib.fromScratch()
        .addLayer(List.of(file), AbsoluteUnixPath.get("/etc"))
        .addEnvironmentVariable("FROM_BASE", "yes")
        .setCreationTime(Instant.EPOCH)
        .setPlatforms(platforms)
        .containerize(
            Containerizer.to(image)
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(folder.resolve("cache"))
                .setApplicationLayersCache(folder.resolve("cache")));
  }

  /** Packs and pushes {@code folder} as the source of this build. */
  Reference pushSource(LocalRegistry registry, Path folder) throws IOException {
    try (var client = registry.client()) {
      var pushed =
          new ArtifactStore(client)
              .push(
                  folder, registry.reference("demo/hello/source"), Limits.DEFAULT, Progress.SILENT);
      environment.put("MANDALA_SOURCE", pushed.reference().toString());
      return pushed.reference();
    }
  }

  /** Puts a file into the shared folder, as an earlier step would have: "source/index.js". */
  Path write(String path, String content) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  int run(String step) throws IOException {
    output.reset();
    Files.deleteIfExists(terminationLog);
    return new Main(environment, new PrintStream(output, true, UTF_8), Instant.now()).run(step);
  }

  String output() {
    return output.toString(UTF_8);
  }

  /** The termination log of the last run. */
  JsonNode outcome() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(terminationLog));
  }
}
