package network.mandala.cli.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.mandala.cli.console.Failure;

/** The folder that a person pushes: checked, and its runtime guessed from what lies in it. */
record SourceFolder(Path folder) {
  private static final String NODE = "node";
  private static final String PYTHON = "python";

  static SourceFolder of(Path folder) {
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
                        + " (python). Name it: --runtime node|python"));
  }

  private boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
