package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CommittedCrdsMatchTheClassesTest {
  private static final Path FOLDER = Path.of("../charts/mandala/files/crds");

  @ParameterizedTest
  @FieldSource("network.mandala.crds.schema.Crds#KINDS")
  void theChartHasTheCrdThatTheClassSays(Class<? extends CustomResource<?, ?>> kind)
      throws IOException {
    var crd = Crds.generate(kind);

    Committed.matches(FOLDER.resolve(Crds.fileName(crd)), Crds.yaml(crd), getClass());
  }

  @Test
  void theChartHasNoOtherCrd() throws IOException {
    var expected = Crds.KINDS.stream().map(Crds::generate).map(Crds::fileName).toList();

    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
