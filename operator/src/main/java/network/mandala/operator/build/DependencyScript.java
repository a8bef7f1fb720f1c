package network.mandala.operator.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import network.mandala.crds.agent.Runtime;

/** The fixed shell script that installs the dependencies of a program, by runtime. */
final class DependencyScript {

  private static final String NODE = load("dependencies-node.sh");
  private static final String PYTHON = load("dependencies-python.sh");

  private DependencyScript() {}

  static String of(Runtime runtime) {
    return switch (runtime) {
      case NODE -> NODE;
      case PYTHON -> PYTHON;
      case DOCKER -> throw new IllegalArgumentException("a Dockerfile installs by itself");
    };
  }

  private static String load(String name) {
    return text("dependencies-common.sh") + text(name);
  }

  private static String text(String name) {
    try (var in = DependencyScript.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
