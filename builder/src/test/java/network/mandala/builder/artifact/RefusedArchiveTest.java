package network.mandala.builder.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every archive that is refused, with the sentence that its owner reads. */
class RefusedArchiveTest {
  @TempDir Path folder;

  private static TarMaker tar() {
    return new TarMaker();
  }

  static Stream<Arguments> refusals() {
    byte[] good =
        tar().file("index.js", "console.log('a program of some length')".repeat(50)).tgz();
    return Stream.of(
        arguments(
            "nothing",
            new byte[0],
            "The source is empty or cut off: it is no gzipped tar archive. Push it again."),
        arguments(
            "a text",
            "hello".getBytes(UTF_8),
            "The source is not gzipped: pack it as a .tar.gz (tar -czf source.tgz -C FOLDER .)."),
        arguments(
            "a zip",
            new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 0},
            "The source is not gzipped: pack it as a .tar.gz (tar -czf source.tgz -C FOLDER .)."),
        arguments(
            "a tar",
            tar().file("a", "b").tar(),
            "The source is not gzipped: pack it as a .tar.gz (tar -czf source.tgz -C FOLDER .)."),
        arguments(
            "a gzipped text",
            TarMaker.gzip("hello ".repeat(500).getBytes(UTF_8)),
            "The source is gzipped, but what is inside is no tar archive, or a damaged one: pack it as a .tar.gz."),
        arguments(
            "gzipped nothing",
            TarMaker.gzip(new byte[0]),
            "The source archive has no files in it: push the folder that your program is in."),
        arguments(
            "an empty tar",
            tar().tgz(),
            "The source archive has no files in it: push the folder that your program is in."),
        arguments(
            "half an archive",
            Arrays.copyOf(good, good.length / 2),
            "The source archive is cut off: push it again."),
        arguments(
            "a flipped bit",
            flipped(good),
            "The source archive is damaged (Corrupt GZIP trailer): push it again."),
        arguments(
            "an absolute path",
            tar().file("/etc/passwd", "").tgz(),
            "The path \"/etc/passwd\" is absolute: pack the folder with relative paths."),
        arguments(
            "a path upwards",
            tar().file("../x", "").tgz(),
            "The path \"../x\" leaves the folder by \"..\": only paths inside it are taken."),
        arguments(
            "a path down and upwards",
            tar().file("a/../../x", "").tgz(),
            "The path \"a/../../x\" leaves the folder by \"..\": only paths inside it are taken."),
        arguments(
            "a folder upwards",
            tar().folder("a/..").tgz(),
            "The path \"a/../\" leaves the folder by \"..\": only paths inside it are taken."),
        arguments(
            "a link upwards by name",
            tar().link("../x", "y").tgz(),
            "The path \"../x\" leaves the folder by \"..\": only paths inside it are taken."),
        arguments(
            "an absolute link",
            tar().link("a", "/etc/passwd").tgz(),
            "The link \"a\" leads out of the folder, to \"/etc/passwd\": replace it by a copy of what it points to."),
        arguments(
            "a link upwards",
            tar().link("a", "../x").tgz(),
            "The link \"a\" leads out of the folder, to \"../x\": replace it by a copy of what it points to."),
        arguments(
            "a link out and in again",
            tar().link("a", "../source/x").tgz(),
            "The link \"a\" leads out of the folder, to \"../source/x\": replace it by a copy of what it points to."),
        arguments(
            "a deep link upwards",
            tar().folder("a/b").link("a/b/c", "../../../x").tgz(),
            "The link \"a/b/c\" leads out of the folder, to \"../../../x\": replace it by a copy of what it points to."),
        arguments(
            "a link out through another",
            tar().folder("a/b").link("a/b/up", "../..").link("x", "a/b/up/..").tgz(),
            "The link \"x\" leads out of the folder, to \"a/b/up/..\": replace it by a copy of what it points to."),
        arguments(
            "a link without a target",
            tar().link("a", "").tgz(),
            "The link \"a\" has a target that is no path: \"\"."),
        arguments(
            "a file through a link",
            tar().link("a", ".").file("a/x", "").tgz(),
            "The path \"a/x\" goes through \"a\", which is no folder: pack it again."),
        arguments(
            "a file through a file",
            tar().file("a", "").file("a/x", "").tgz(),
            "The path \"a/x\" goes through \"a\", which is no folder: pack it again."),
        arguments(
            "a link over a file",
            tar().file("a", "").link("a", "b").tgz(),
            "The path \"a\" is in the source archive twice: pack it again."),
        arguments(
            "a file over a link",
            tar().link("a", "b").file("a", "").tgz(),
            "The path \"a\" is in the source archive twice: pack it again."),
        arguments(
            "a file twice",
            tar().file("a", "1").file("./a", "2").tgz(),
            "The path \"a\" is in the source archive twice: pack it again."),
        arguments(
            "a file over a folder",
            tar().folder("a").file("a", "").tgz(),
            "The path \"a\" is in the source archive twice: pack it again."),
        arguments(
            "two spellings",
            tar().file("Readme", "").file("README", "").tgz(),
            "The paths \"Readme\" and \"README\" differ only in upper and lower case or in how an accent is written: rename one."),
        arguments(
            "two spellings of a folder",
            tar().file("A/x", "").link("a", "/etc").tgz(),
            "The paths \"A\" and \"a\" differ only in upper and lower case or in how an accent is written: rename one."),
        arguments(
            "two accents",
            tar().file("caf\u00e9", "").file("cafe\u0301", "").tgz(),
            "The paths \"caf\u00e9\" and \"cafe\u0301\" differ only in upper and lower case or in how an accent is written: rename one."),
        arguments(
            "a hard link",
            tar().file("a", "").special("b", TarConstants.LF_LINK, "a").tgz(),
            "The entry \"b\" is a hard link: pack with tar --hard-dereference."),
        arguments(
            "a device",
            tar().special("null", TarConstants.LF_CHR, "").tgz(),
            "The entry \"null\" is a device, a pipe or something else that is no file: leave it out."),
        arguments(
            "a pipe",
            tar().special("pipe", TarConstants.LF_FIFO, "").tgz(),
            "The entry \"pipe\" is a device, a pipe or something else that is no file: leave it out."),
        arguments(
            "an unknown type",
            tar().special("what", (byte) 'Q', "").tgz(),
            "The entry \"what\" is a device, a pipe or something else that is no file: leave it out."),
        arguments(
            "a line break in a name",
            tar().file("a\nb", "").tgz(),
            "The path \"a?b\" has a control character, a backslash or bytes that are no UTF-8 in it: rename it."),
        arguments(
            "a backslash in a name",
            tar().file("..\\x", "").tgz(),
            "The path \"..\\x\" has a control character, a backslash or bytes that are no UTF-8 in it: rename it."),
        arguments(
            "a root that is a file",
            tar().file("./", "").file(".", "x").tgz(),
            "An entry of the source archive has no name: it was not packed by a known tool."),
        arguments(
            "a long name",
            tar().file("n".repeat(256), "").tgz(),
            "The name \"" + "n".repeat(120) + "...\" is longer than 255 bytes: shorten it."),
        arguments(
            "a long path",
            tar().file("n/".repeat(512) + "n", "").tgz(),
            "The path \"" + "n/".repeat(60) + "...\" is longer than 1024 bytes: shorten it."),
        arguments(
            "a long header",
            tar().raw("x", TarConstants.LF_GNUTYPE_LONGNAME, new byte[300_000]).file("a", "").tgz(),
            "The source archive has a header of more than 262144 bytes: it was not packed by a known tool."));
  }

  private static byte[] flipped(byte[] archive) {
    byte[] copy = archive.clone();
    copy[copy.length - 6] ^= 1; // in the checksum at the end
    return copy;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refuses(String name, byte[] archive, String sentence) {
    assertThatThrownBy(() -> extract(archive, Limits.DEFAULT))
        .isInstanceOf(SourceInvalid.class)
        .hasMessage(sentence);
  }

  static Stream<Arguments> excesses() {
    return Stream.of(
        arguments(
            "one large file",
            tar().file("a", "x".repeat(2000)).tgz(),
            new Limits(1000, 10, 100, 200),
            "The source is larger than 1000 bytes when unpacked, the most that is taken: leave data, models and build outputs out with a .mandalaignore file."),
        arguments(
            "small files that add up",
            tar().file("a", "x".repeat(600)).file("b", "x".repeat(600)).tgz(),
            new Limits(1000, 10, 100, 200),
            "The source is larger than 1000 bytes when unpacked, the most that is taken: leave data, models and build outputs out with a .mandalaignore file."),
        arguments(
            "many files",
            tar().file("a", "").file("b", "").file("c", "").tgz(),
            new Limits(1000, 2, 100, 200),
            "The source has more than 2 files and folders, the most that is taken: leave dependencies and build outputs out with a .mandalaignore file."),
        arguments(
            "many folders that nobody named",
            tar().file("a/b/c/d", "").tgz(),
            new Limits(1000, 3, 100, 200),
            "The source has more than 3 files and folders, the most that is taken: leave dependencies and build outputs out with a .mandalaignore file."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("excesses")
  void refusesWhatExceedsALimit(String name, byte[] archive, Limits limits, String sentence) {
    assertThatThrownBy(() -> extract(archive, limits))
        .isInstanceOf(SourceTooLarge.class)
        .hasMessage(sentence);
  }

  private Path target() {
    return folder.resolve("source");
  }

  private Extracted extract(byte[] archive, Limits limits) throws IOException {
    return SourceArchive.extract(new ByteArrayInputStream(archive), target(), limits);
  }
}
