package network.mandala.builder;

import java.util.List;
import java.util.Map;

/** What runs a tenant's program, and how an image is laid out for it. */
enum AgentRuntime {
  NODE("node", "node", "node_modules", "/app/node_modules"),
  PYTHON("python", "python3", "", "/deps"),
  /** Whatever a Dockerfile makes: its image is not assembled here. */
  DOCKER("docker", "", "", "");

  /** Where the application lies in the image. */
  static final String APPLICATION = "/app";

  /** The variable that tells Python where modules are. */
  static final String PYTHONPATH = "PYTHONPATH";

  /** The folder of the source that the program itself is installed in, when it is a package. */
  static final String OWN_PACKAGES = ".mandala-site";

  private final String word;
  private final String command;
  private final String dependencies;
  private final String dependenciesInImage;

  AgentRuntime(String word, String command, String dependencies, String dependenciesInImage) {
    this.word = word;
    this.command = command;
    this.dependencies = dependencies;
    this.dependenciesInImage = dependenciesInImage;
  }

  /** As it is written in settings. */
  String word() {
    return word;
  }

  /**
   * The folder that goes into the image, relative to where dependencies were installed; empty: all
   * of that.
   */
  String dependencies() {
    return dependencies;
  }

  String dependenciesInImage() {
    return dependenciesInImage;
  }

  Map<String, String> environment() {
    return switch (this) {
      case NODE -> Map.of("NODE_ENV", "production");
      case PYTHON -> Map.of(PYTHONPATH, dependenciesInImage, "PYTHONUNBUFFERED", "1");
      case DOCKER -> Map.of();
    };
  }

  /** The absolute path keeps a file named like an option from being one. */
  List<String> entrypoint(String entry) {
    return List.of(command, APPLICATION + "/" + entry);
  }
}
