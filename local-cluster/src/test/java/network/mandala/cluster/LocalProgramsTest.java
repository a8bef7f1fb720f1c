package network.mandala.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract between this class and the scripts, with scripts that only speak. */
class LocalProgramsTest {
  @TempDir Path scripts;
  @TempDir Path state;

  private final List<String> said = new ArrayList<>();

  @Test
  void startPassesOnWhatTheScriptSaysAndReadsItsFacts() throws IOException {
    script(
        "start.sh",
        "echo one; echo two >&2; printf 'http.port=18080\\nbridge.port=17777\\nbase.images=/b.tar:/s.tar\\n' >\"$MANDALA_STATE/facts.properties\"");

    var cluster = provider().start(said::add);

    assertThat(said).containsExactly("one", "two");
    assertThat(cluster.facts().ingressPort()).isEqualTo(18080);
    assertThat(cluster.facts().bridgePort()).isEqualTo(17777);
    assertThat(cluster.facts().domain()).isEqualTo("localhost");
    assertThat(cluster.baseImages()).containsExactly(Path.of("/b.tar"), Path.of("/s.tar"));
    assertThat(cluster.kubeconfig()).isEqualTo(state.resolve("pki/admin.kubeconfig"));
  }

  @Test
  void aFailedStartEndsInTheScriptsOwnSentence() throws IOException {
    script(
        "start.sh",
        "echo begins; echo 'mandala: port 8080 is taken by nginx (pid 7): stop it' >&2; exit 1");

    assertThatThrownBy(() -> provider().start(said::add))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "start.sh failed with exit code 1: port 8080 is taken by nginx (pid 7): stop it");
  }

  @Test
  void thePasswordOfTheRegistryIsNotAnArgument() throws IOException {
    script(
        "push-images.sh", "read -r password; echo \"arguments: $*\"; [ \"$password\" = s3cret ]");

    cluster()
        .pushImages(
            List.of("r/debian:1", "r/node:1"), new RegistryLogin("mandala", "s3cret"), said::add);

    assertThat(said).containsExactly("arguments: mandala r/debian:1 r/node:1");
    assertThat(new RegistryLogin("mandala", "s3cret")).hasToString("mandala:***");
  }

  @Test
  void importsByNameOfFile() throws IOException {
    script("import-images.sh", "echo \"arguments: $*\"");

    cluster().importImages(List.of(Path.of("/a b.tar"), Path.of("/c.tar")), said::add);

    assertThat(said).containsExactly("arguments: /a b.tar /c.tar");
  }

  @Test
  void statusIsTheScriptsExitCodeAndLines() throws IOException {
    script("status.sh", "echo 'kubelet is gone'; exit 3");

    assertThat(cluster().status()).isEqualTo(new ClusterStatus(false, List.of("kubelet is gone")));
  }

  @Test
  void aClusterOfAnOlderVersionIsNamedAsSuch() throws IOException {
    Files.writeString(state.resolve("facts.properties"), "registry=r\n");

    assertThatThrownBy(() -> cluster().facts())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("lacks http.port")
        .hasMessageContaining("take it down and up again");
  }

  @Test
  void itRunsWhenItsKubeconfigIsThere() throws IOException {
    assertThat(provider().running()).isEmpty();

    Files.createDirectories(state.resolve("pki"));
    Files.createFile(state.resolve("pki/admin.kubeconfig"));

    assertThat(provider().running()).isPresent();
  }

  @Test
  void isSkippedWithoutScripts() {
    assertThat(provider().availability())
        .isEqualTo(new Availability.Unavailable("there are no scripts in " + scripts));
  }

  private LocalPrograms provider() {
    return new LocalPrograms(scripts, Map.of("MANDALA_STATE", state.toString()));
  }

  private LocalProgramsCluster cluster() {
    return new LocalProgramsCluster(
        "local programs", scripts, state, Map.of("MANDALA_STATE", state.toString()));
  }

  private void script(String name, String body) throws IOException {
    Files.writeString(scripts.resolve(name), body + "\n");
  }
}
