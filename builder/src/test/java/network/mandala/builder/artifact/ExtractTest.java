package network.mandala.builder.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractTest {
  @TempDir Path folder;

  private static TarMaker tar() {
    return new TarMaker();
  }

  @Test
  void takesPathsThatBeginWithADot() throws IOException {
    var extracted =
        extract(
            tar()
                .folder("./")
                .folder("./lib")
                .file("./lib/a.js", "a")
                .file("./index.js", "i")
                .tgz(),
            Limits.DEFAULT);

    assertThat(FolderSnapshot.of(target())).containsOnlyKeys("index.js", "lib", "lib/a.js");
    assertThat(extracted).isEqualTo(new Extracted(2, 2));
  }

  @Test
  void makesFoldersThatNobodyNamedOrThatAreNamedLate() throws IOException {
    extract(tar().file("a/b/c", "1").folder("a").folder("a/b").tgz(), Limits.DEFAULT);

    assertThat(FolderSnapshot.of(target())).containsOnlyKeys("a", "a/b", "a/b/c");
  }

  @Test
  void keepsOnlyTheExecutableBitOfAMode() throws IOException {
    extract(tar().file("run", "", 06755).file("data", "", 0666).tgz(), Limits.DEFAULT);

    assertThat(modeOf("run")).isEqualTo("rwxr-xr-x");
    assertThat(modeOf("data")).isEqualTo("rw-r--r--");
  }

  @Test
  void keepsLinksInsideTheFolderAlsoWhenTheyLeadNowhere() throws IOException {
    extract(
        tar()
            .folder("a")
            .link("a/up", "../b")
            .file("b", "x")
            .link("loop", "loop")
            .link("nowhere", "a/missing")
            .tgz(),
        Limits.DEFAULT);

    assertThat(FolderSnapshot.of(target()))
        .containsEntry("a/up", "link ../b")
        .containsEntry("loop", "link loop")
        .containsEntry("nowhere", "link a/missing");
  }

  @Test
  void takesNamesOutsideAscii() throws IOException {
    extract(tar().file("grüße/日本.js", "ok").tgz(), Limits.DEFAULT);

    assertThat(target().resolve("grüße/日本.js")).hasContent("ok");
  }

  @Test
  void takesFilesThatWerePutBeforeTheArchive() throws IOException {
    var added = Map.of("door/index.js", "d".getBytes(UTF_8), "a", new byte[2000]);
    var more = new ByteArrayOutputStream();
    more.write(SourceArchive.prefix(added));
    more.write(tar().file("./index.js", "i").file("b", "x".repeat(70_000)).tgz());

    var extracted = extract(more.toByteArray(), Limits.DEFAULT);

    assertThat(FolderSnapshot.of(target()))
        .containsOnlyKeys("a", "b", "door", "door/index.js", "index.js");
    assertThat(target().resolve("door/index.js")).hasContent("d");
    assertThat(extracted).isEqualTo(new Extracted(4, 72_002));
    assertThat(SourceArchive.prefix(added)).isEqualTo(SourceArchive.prefix(added));
  }

  @Test
  void wantsAnEmptyFolder() throws IOException {
    Files.createDirectories(target());
    Files.writeString(target().resolve("old"), "");

    assertThatThrownBy(() -> extract(tar().file("a", "").tgz(), Limits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not empty");
  }

  private String modeOf(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target().resolve(path)));
  }

  private Path target() {
    return folder.resolve("source");
  }

  private Extracted extract(byte[] archive, Limits limits) throws IOException {
    return SourceArchive.extract(new ByteArrayInputStream(archive), target(), limits);
  }
}
