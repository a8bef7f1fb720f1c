package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFolderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "package.json,node",
    "index.js,node",
    "requirements.txt,python",
    "main.py,python",
    "Dockerfile,docker"
  })
  void guessesTheRuntimeFromTheFiles(String file, String runtime) throws IOException {
    Files.createFile(folder.resolve(file));

    assertThat(SourceFolder.of(folder).runtime()).hasValue(runtime);
  }

  @Test
  void takesADockerfileForARuntimeOnlyWithoutAnotherHint() throws IOException {
    Files.createFile(folder.resolve("Dockerfile"));
    Files.createFile(folder.resolve("package.json"));

    assertThat(SourceFolder.of(folder).runtime()).hasValue("node");
  }

  @Test
  void doesNotGuessWithoutAHint() throws IOException {
    Files.createFile(folder.resolve("README.md"));

    assertThat(SourceFolder.of(folder).runtime()).isEmpty();
  }

  @Test
  void refusesWhatIsNoFolder() {
    assertThatThrownBy(() -> SourceFolder.of(folder.resolve("nothing")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void aManifestIsReadAndChecked(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        folder.resolve("agent-manifest.json"),
        "{\"schema\": \"mandala-agent\", \"agent\": {\"buildContext\": \"app\"}}");

    assertThat(SourceFolder.of(folder).manifest()).isPresent();
  }

  @Test
  void withoutAManifestThereIsNone(@TempDir Path folder) {
    assertThat(SourceFolder.of(folder).manifest()).isEmpty();
  }

  @Test
  void aFolderThatALinkLeadsOutOfTheSourceToIsNotInIt(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("source"));
    Files.createSymbolicLink(folder.resolve("source/out"), Path.of("/etc"));
    Files.writeString(
        folder.resolve("source/agent-manifest.json"),
        "{\"schema\": \"mandala-agent\", \"agent\": {\"buildContext\": \"out\"}, \"ports\": [0]}");

    assertThatThrownBy(() -> SourceFolder.of(folder.resolve("source")).manifest())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("$.agent.buildContext: there is no folder out in the source")
        .hasMessageContaining("$.ports[0]: must be 1 to 65535");
  }
}
