package network.mandala.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts a stage on a base image: runtime, dependencies, our jars and the class cache, what changes
 * least first.
 */
final class ImageTar {

  private ImageTar() {}

  static void write(
      JibContainerBuilder base, Stage stage, Program program, String reference, Path tar, Path work)
      throws Exception {
    Predicate<Path> ours = Program::isOurs;
    var container =
        base.setFormat(ImageFormat.OCI)
            .setCreationTime(Instant.EPOCH)
            .setUser("65532:65532")
            .setWorkingDirectory(AbsoluteUnixPath.get(Program.HOME))
            .setEntrypoint(List.of(Program.JAVA, "@" + Program.HOME + "/java.args"))
            .setProgramArguments(List.of())
            // Two arenas: the C library would keep memory for each of the many threads.
            .setEnvironment(
                Map.of("JAVA_HOME", "/opt/java", "LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "2"))
            .addFileEntriesLayer(layer("runtime", stage, "/opt/java", file -> true))
            .addFileEntriesLayer(layer("dependencies", stage, Program.HOME + "/lib", ours.negate()))
            .addFileEntriesLayer(
                layer(
                    "program",
                    stage,
                    Program.HOME,
                    file ->
                        !file.startsWith(stage.local(Program.HOME + "/lib")) || ours.test(file)));
    container.containerize(
        Containerizer.to(TarImage.at(tar).named(reference))
            .setToolName("mandala")
            .setBaseImageLayersCache(work.resolve("base-layers"))
            .setApplicationLayersCache(work.resolve("layers")));
  }

  private static FileEntriesLayer layer(
      String name, Stage stage, String folder, Predicate<Path> which) throws IOException {
    var layer = FileEntriesLayer.builder().setName(name);
    try (var files = Files.walk(stage.local(folder))) {
      for (var file : (Iterable<Path>) files.sorted()::iterator) {
        if (Files.isRegularFile(file) && which.test(file)) {
          var permissions = Files.isExecutable(file) ? "755" : "644";
          layer.addEntry(
              file,
              AbsoluteUnixPath.get("/opt/" + stage.opt().relativize(file)),
              FilePermissions.fromOctalString(permissions),
              Stage.TIME);
        }
      }
    }
    return layer.build();
  }
}
