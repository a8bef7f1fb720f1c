package network.mandala.builder.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("program"));
  }

  @Test
  void givesTheSameBytesWhateverTheTimesAndTheOrderOfCreation() throws IOException {
    write("a.js", "1");
    write("b/c.js", "2");
    byte[] first = pack();
    Files.delete(folder.resolve("a.js"));
    write("a.js", "1");
    Files.setLastModifiedTime(folder.resolve("b/c.js"), FileTime.fromMillis(1));

    assertThat(pack()).isEqualTo(first);
  }

  @Test
  void writesNoTimesNoOwnersAndSortsByPath() throws IOException {
    write("b.js", "");
    write("a/x", "");
    Files.setPosixFilePermissions(
        folder.resolve("b.js"), PosixFilePermissions.fromString("rwx------"));

    try (var tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(pack())))) {
      var entries = new ArrayList<String>();
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(
            "%s %o %d:%d %s"
                .formatted(
                    entry.getName(),
                    entry.getMode() & 0777,
                    entry.getLongUserId(),
                    entry.getLongGroupId(),
                    entry.getLastModifiedTime()));
      }
      assertThat(entries)
          .containsExactly(
              "a/ 755 0:0 1970-01-01T00:00:00Z",
              "a/x 644 0:0 1970-01-01T00:00:00Z",
              "b.js 755 0:0 1970-01-01T00:00:00Z");
    }
  }

  @Test
  void leavesOutWhatIsNoSourceAndSaysSo() throws IOException {
    write("index.js", "");
    write("node_modules/x/index.js", "");
    write("lib/node_modules/y/index.js", "");
    write(".git/HEAD", "");
    write(".env", "KEY=1");
    write(".env.production", "KEY=1");
    write("python/pyvenv.cfg", "");
    write("key.pem", "-----BEGIN RSA PRIVATE KEY-----\n");

    var packed = packed();

    assertThat(packed.leftOut())
        .containsExactly(
            ".env",
            ".env.production",
            ".git/",
            "key.pem",
            "lib/node_modules/",
            "node_modules/",
            "python/");
    assertThat(packed.files()).isEqualTo(1);
  }

  @Test
  void keepsCertificatesExamplesAndBuildOutput() throws IOException {
    write("ca.pem", "-----BEGIN CERTIFICATE-----\n");
    write(".env.example", "KEY=");
    write("dist/index.js", "");

    assertThat(packed().leftOut()).isEmpty();
  }

  @Test
  void letsTheIgnoreFileTakeBackAndLeaveOut() throws IOException {
    write(".mandalaignore", "*.log\n!key.pem\ndata/\n");
    write("key.pem", "-----BEGIN PRIVATE KEY-----\n");
    write("a.log", "");
    write("data/big", "");

    assertThat(packed().leftOut()).containsExactly("a.log", "data/");
  }

  @Test
  void keepsLinksInsideTheFolder() throws IOException {
    write("a/b", "x");
    Files.createSymbolicLink(folder.resolve("relative"), Path.of("a/b"));
    Files.createSymbolicLink(folder.resolve("a/absolute"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));

    Path target = temporary.resolve("out");
    SourceArchive.extract(new ByteArrayInputStream(pack()), target, Limits.DEFAULT);

    assertThat(FolderSnapshot.of(target))
        .containsEntry("relative", "link a/b")
        .containsEntry("a/absolute", "link .")
        .containsEntry("nowhere", "link missing");
  }

  @Test
  void refusesALinkOutOfTheFolder() throws IOException {
    write("index.js", "");
    Path secret = Files.writeString(temporary.resolve("secret"), "s");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("../secret"));

    assertThatThrownBy(this::pack)
        .isInstanceOf(SourceInvalid.class)
        .hasMessage(
            "The link \"link\" leads out of the folder, to \"../secret\": replace it by a copy of what it points to.");

    Files.delete(folder.resolve("link"));
    Files.createSymbolicLink(folder.resolve("link"), secret);
    assertThatThrownBy(this::pack)
        .isInstanceOf(SourceInvalid.class)
        .hasMessageContaining("leads out of the folder");
  }

  @Test
  void refusesWhatNoBuildWouldUnpack() throws IOException {
    assertThatThrownBy(this::pack)
        .isInstanceOf(SourceInvalid.class)
        .hasMessageContaining("has no files to pack");
    write("Readme", "");
    write("README", "");
    assertThatThrownBy(this::pack)
        .isInstanceOf(SourceInvalid.class)
        .hasMessageContaining("differ only in upper and lower case");
    Files.delete(folder.resolve("README"));
    assertThatThrownBy(
            () ->
                SourceArchive.pack(
                    folder.resolve("Readme"), new ByteArrayOutputStream(), Limits.DEFAULT))
        .isInstanceOf(SourceInvalid.class)
        .hasMessageContaining("is no folder");
    Files.write(folder.resolve("zeros"), new byte[40 << 20]);
    assertThatThrownBy(this::pack)
        .isInstanceOf(SourceTooLarge.class)
        .hasMessageContaining("200 times");
    assertThatThrownBy(
            () ->
                SourceArchive.pack(
                    folder, new ByteArrayOutputStream(), Limits.DEFAULT.with(1 << 20, 10)))
        .isInstanceOf(SourceTooLarge.class)
        .hasMessageContaining("larger than 1 MiB");
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private byte[] pack() throws IOException {
    var out = new ByteArrayOutputStream();
    SourceArchive.pack(folder, out, Limits.DEFAULT);
    return out.toByteArray();
  }

  private Packed packed() throws IOException {
    return SourceArchive.pack(folder, new ByteArrayOutputStream(), Limits.DEFAULT);
  }
}
