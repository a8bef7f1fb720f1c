package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated file that is kept in the repository. */
final class Committed {
  private Committed() {}

  /** Compares; with {@code -Dcrds.write} writes the file anew first. */
  static void matches(Path file, String expected, Class<?> test) throws IOException {
    if (System.getProperty("crds.write") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as(
            "the classes have changed; run: mvn -pl crds test -Dtest=%s -Dcrds.write",
            test.getSimpleName())
        .hasContent(expected);
  }
}
