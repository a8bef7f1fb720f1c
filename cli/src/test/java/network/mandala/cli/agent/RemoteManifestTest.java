package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.OutputFormat;
import network.mandala.crds.project.Network;
import network.mandala.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a node is read with the node's own reader. */
class RemoteManifestTest {
  private static final String PROJECT = "0123456789abcdef".repeat(2);
  private static final PushFlags FLAGS =
      new PushFlags("node", null, List.of(), Map.of("WORD", "hello"), Set.of("OLD"));

  @TempDir private Path folder;

  @BeforeEach
  void aProgram() throws IOException {
    Files.writeString(folder.resolve("index.js"), "console.log(1)");
  }

  @Test
  void aFolderWithoutOneGetsOneForItsAgent() {
    var read = read(sent("agent", FLAGS));

    assertThat(read.version()).isEqualTo(1);
    assertThat(read.deploymentTo(PROJECT).orElseThrow().network()).isEqualTo("testnet");
    assertThat(read.services().getFirst().fields())
        .containsEntry("runtime", "node")
        .containsEntry("ports", List.of(8080));
    assertThat(read.services().getFirst().environment()).isEqualTo(Map.of("WORD", "hello"));
  }

  @Test
  void anotherNameIsThatOfAService() {
    var read = read(sent("hello", FLAGS));

    assertThat(read.version()).isEqualTo(2);
    assertThat(read.services()).singleElement().matches(s -> s.name().equals("hello"));
  }

  @Test
  void thatOfTheFolderIsSentWithWhatIsSaid() throws IOException {
    Files.writeString(
        folder.resolve(Manifest.FILE),
        """
        {"schema": "mandala-agent", "schemaVersion": "1.0", "agent": {"type": "custom", "runtime": "node"},
         "ports": [9000], "env": {"OLD": "1", "KEPT": "2"},
         "deployments": [{"provider": "mandala", "projectID": "elsewhere"}]}
        """);

    var read = read(sent("agent", FLAGS));

    assertThat(read.services().getFirst().environment())
        .isEqualTo(Map.of("WORD", "hello", "KEPT", "2"));
    assertThat(read.services().getFirst().fields()).containsEntry("ports", List.of(9000));
    assertThat(read.deploymentTo(PROJECT)).isPresent();
    assertThat(read.deployments()).hasSize(2);
  }

  @Test
  void itIsPackedInPlaceOfTheFoldersOwn() throws IOException {
    Files.writeString(folder.resolve(Manifest.FILE), "{}");
    var manifest =
        "{\"schema\":\"mandala-agent\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    Path file;
    try (var packed = RemoteSource.pack(SourceFolder.of(folder), manifest, console())) {
      file = packed.file();
      try (InputStream in = Files.newInputStream(file)) {
        var inside = SourceArchive.inspect(in, Limits.DEFAULT, Set.of(Manifest.FILE), 1000);
        assertThat(inside.content(Manifest.FILE)).hasValue(manifest);
        assertThat(inside.hasFile("index.js")).isTrue();
      }
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void whatANodeFindsByItselfIsNotSaid() {
    var flags = new PushFlags("node", "main.js", List.of(), Map.of(), Set.of());

    assertThatThrownBy(() -> sent("agent", flags)).hasMessageContaining("leave --entry out");
  }

  private byte[] sent(String agent, PushFlags flags) {
    var source = SourceFolder.of(folder);
    var manifest = source.manifest().orElse(null);
    var plan = PushPlan.of(manifest, PROJECT, agent, flags);
    return new RemoteManifest("http://localhost:7777", PROJECT, Network.TEST)
        .of(new PushRequest(source, manifest, plan, flags, null), agent);
  }

  private Manifest read(byte[] json) {
    return Manifest.read(json, SourceFolder.of(folder));
  }

  private static Console console() {
    var nowhere = new java.io.PrintWriter(new java.io.StringWriter());
    return new Console(nowhere, nowhere, OutputFormat.TEXT, java.time.Clock.systemUTC());
  }
}
