package network.mandala.cli.quote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.mandala.cli.agent.SourceFolder;
import network.mandala.cli.console.Failure;
import network.mandala.manifest.Deployment;
import network.mandala.manifest.Manifest;

/** Where the agents of a quote are read: a file with resources, or a folder with a manifest. */
final class QuoteSource {

  private static final int MOST_BYTES = 4 << 20;
  private static final Path STANDARD_INPUT = Path.of("-");

  /** Stands for the source, which costs nothing by itself. */
  private static final String NO_ARTIFACT = "source@sha256:" + "0".repeat(64);

  private QuoteSource() {}

  /**
   * @param input read where the path is {@code -}
   */
  static List<Wanted> read(Path path, InputStream input) {
    if (Files.isDirectory(path)) {
      return ofFolder(path);
    }
    try (var in = path.equals(STANDARD_INPUT) ? input : open(path)) {
      var bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Failure(path + " has more than 4 MiB: name a file with Agents");
      }
      return AgentFile.read(new String(bytes, StandardCharsets.UTF_8), path.toString());
    } catch (IOException e) {
      throw new Failure("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new Failure(
          "there is no file "
              + path
              + ": name a file with Agents, or a folder with an "
              + Manifest.FILE);
    }
    return Files.newInputStream(path);
  }

  private static List<Wanted> ofFolder(Path folder) {
    var manifest =
        SourceFolder.of(folder)
            .manifest()
            .orElseThrow(
                () ->
                    new Failure(
                        folder
                            + " has no "
                            + Manifest.FILE
                            + ": without one, name a file with an Agent"));
    var projects =
        manifest.deployments().stream()
            .filter(Deployment::isOurs)
            .map(Deployment::project)
            .filter(project -> !project.isEmpty())
            .distinct()
            .toList();
    var project = projects.size() == 1 ? projects.getFirst() : "";
    return manifest.services().stream()
        .map(
            service -> {
              var spec = service.spec(NO_ARTIFACT, Map.of());
              SpecCheck.require(spec, service.name());
              return new Wanted(project, service.name(), spec);
            })
        .toList();
  }
}
