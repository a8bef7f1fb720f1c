package network.mandala.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.mandala.cli.console.Failure;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.ManifestInvalid;
import network.mandala.manifest.SourceTree;

/** The folder that a person pushes: checked, and what is to be known of it read out of it. */
public record SourceFolder(Path folder) implements SourceTree {
  private static final String NODE = "node";
  private static final String PYTHON = "python";
  private static final String DOCKER = "docker";

  /** Far above what a manifest may have: the reader says by how much it is too long. */
  private static final int MOST_BYTES_READ = 1 << 24;

  public static SourceFolder of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          "there is no folder " + folder + ": name the folder with the agent's source");
    }
    return new SourceFolder(folder.toAbsolutePath().normalize());
  }

  /** The runtime that the files ask for; empty when they do not tell. */
  Optional<String> runtime() {
    if (has("package.json") || has("index.js")) {
      return Optional.of(NODE);
    }
    if (has("requirements.txt") || has("pyproject.toml") || has("main.py")) {
      return Optional.of(PYTHON);
    }
    if (has("Dockerfile")) {
      return Optional.of(DOCKER);
    }
    return Optional.empty();
  }

  /** The runtime, or a failure that says how to name it. */
  String requireRuntime() {
    return runtime()
        .orElseThrow(
            () ->
                new Failure(
                    "cannot tell the runtime of "
                        + folder
                        + ": it has neither package.json or index.js (node) nor requirements.txt or main.py"
                        + " (python) nor a Dockerfile (docker). Name it: --runtime node|python|docker"));
  }

  /** What the manifest in the folder asks for; empty when there is none. */
  public Optional<Manifest> manifest() {
    if (!has(Manifest.FILE)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(folder.resolve(Manifest.FILE))) {
      return Optional.of(Manifest.read(in.readNBytes(MOST_BYTES_READ), this));
    } catch (ManifestInvalid invalid) {
      throw new Failure(invalid.getMessage(), invalid);
    } catch (IOException e) {
      throw new Failure("cannot read " + folder.resolve(Manifest.FILE) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean hasFile(String path) {
    return liesInside(path) && Files.isRegularFile(folder.resolve(path));
  }

  @Override
  public boolean hasFolder(String path) {
    return liesInside(path) && Files.isDirectory(folder.resolve(path));
  }

  /** Also when its name leads through links. */
  private boolean liesInside(String path) {
    try {
      return folder.resolve(path).toRealPath().startsWith(folder.toRealPath());
    } catch (IOException notThere) {
      return false;
    }
  }

  private boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
