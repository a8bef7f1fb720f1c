package network.mandala.builder.artifact;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every folder and every archive. A failing example is told by the seed that made
 * it.
 */
class SourceArchivePropertiesTest {
  private static final List<String> NAMES =
      List.of("a", "b", "index.js", "lib", "日本", "with space", ".hidden", "n".repeat(120), "grüße");
  private static final List<String> HOSTILE =
      List.of(
          "a", "A", "b", "..", ".", "", "/", "/etc", "é", "e\u0301", "..\\", "outside", "source");

  @TempDir Path temporary;
  private int example;

  @BeforeEach
  void putSomethingOutside() throws IOException {
    Files.writeString(temporary.resolve("outside"), "untouched");
  }

  @Test
  void packingAndExtractingChangesNothing() {
    qt().withExamples(80)
        .forAll(longs().all())
        .checkAssert(seed -> run(() -> assertUnchanged(new Random(seed))));
  }

  @Test
  void noArchiveWritesOutsideItsFolder() {
    qt().withExamples(600)
        .forAll(longs().all())
        .checkAssert(seed -> run(() -> assertContained(hostileArchive(new Random(seed)))));
  }

  @Test
  void aDamagedArchiveIsRefusedOrTheSame() {
    qt().withExamples(300)
        .forAll(longs().all())
        .checkAssert(
            seed -> run(() -> assertContained(TarMaker.gzip(damagedTar(new Random(seed))))));
  }

  private void assertUnchanged(Random random) throws IOException {
    Path folder = newFolder();
    makeTree(folder, random);
    var archive = new ByteArrayOutputStream();
    var packed = SourceArchive.pack(folder, archive, Limits.DEFAULT);

    Path copy = newFolder().resolve("copy");
    var extracted =
        SourceArchive.extract(
            new ByteArrayInputStream(archive.toByteArray()), copy, Limits.DEFAULT);

    check(
        FolderSnapshot.of(copy).equals(FolderSnapshot.of(folder)),
        "the folder came back changed: " + folder);
    check(extracted.equals(new Extracted(packed.files(), packed.bytes())), "the counts differ");
    var again = new ByteArrayOutputStream();
    SourceArchive.pack(copy, again, Limits.DEFAULT);
    check(
        Arrays.equals(again.toByteArray(), archive.toByteArray()),
        "packing again gives other bytes");
  }

  private void assertContained(byte[] archive) throws IOException {
    Path target = newFolder().resolve("source");
    var before = FolderSnapshot.of(target.getParent());
    try {
      SourceArchive.extract(
          new ByteArrayInputStream(archive), target, new Limits(1 << 20, 100, 300, 200));
    } catch (SourceRefused refused) {
      check(
          refused.getMessage().matches("The [^\\n]+[.:][^\\n]*\\.|An [^\\n]+\\."),
          "no sentence: " + refused.getMessage());
    }
    check(
        Files.readString(temporary.resolve("outside")).equals("untouched"),
        "a file outside was written");
    var after = FolderSnapshot.of(target.getParent());
    after.keySet().removeIf(path -> path.equals("source") || path.startsWith("source/"));
    check(after.equals(before), "something appeared outside: " + after);
    Path root = target.toRealPath();
    for (var entry : FolderSnapshot.of(target).entrySet()) {
      check(
          entry.getValue().startsWith("link")
              ? leadsInside(target.resolve(entry.getKey()), root)
              : true,
          entry + " leads outside");
    }
  }

  private static boolean leadsInside(Path link, Path root) throws IOException {
    try {
      return link.toRealPath().startsWith(root);
    } catch (FileSystemException nowhere) {
      return true;
    }
  }

  private static void makeTree(Path folder, Random random) throws IOException {
    Files.writeString(folder.resolve("always"), "here");
    for (int i = random.nextInt(12); i > 0; i--) {
      Path file = folder.resolve(path(NAMES, random));
      try {
        Files.createDirectories(file.getParent());
        switch (random.nextInt(4)) {
          case 0 -> Files.createDirectories(file);
          case 1 ->
              Files.createSymbolicLink(file, Path.of(NAMES.get(random.nextInt(NAMES.size()))));
          default -> {
            var content = new byte[random.nextInt(3000)];
            random.nextBytes(content);
            Files.write(file, content);
            Files.setPosixFilePermissions(
                file,
                PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-xr-x" : "rw-r--r--"));
          }
        }
      } catch (FileAlreadyExistsException e) {
        // taken by another kind: the tree is one entry smaller
      } catch (FileSystemException e) {
        // goes through a file or an endless link: the same
      }
    }
  }

  private static byte[] hostileArchive(Random random) {
    var tar = new TarMaker();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      String path = path(HOSTILE, random);
      switch (random.nextInt(6)) {
        case 0 -> tar.folder(path);
        case 1, 2 -> tar.link(path, path(HOSTILE, random));
        case 3 -> tar.special(path, TarConstants.LF_LINK, path(HOSTILE, random));
        default -> tar.file(path.endsWith("/") ? path + "x" : path, "hostile");
      }
    }
    return tar.tgz();
  }

  private static byte[] damagedTar(Random random) {
    byte[] tar =
        new TarMaker()
            .folder("lib")
            .file("lib/a.js", "a")
            .link("b", "lib/a.js")
            .file("n".repeat(150), "long")
            .tar();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int header = 512 * random.nextInt(8);
      tar[header + random.nextInt(512)] = (byte) random.nextInt(256);
      restoreChecksum(tar, header);
    }
    return tar;
  }

  /** Without a right checksum a header is refused before anything in it is looked at. */
  private static void restoreChecksum(byte[] tar, int header) {
    Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[header + i] & 0xff;
    }
    byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, tar, header + 148, octal.length);
  }

  private static String path(List<String> names, Random random) {
    var path = new StringBuilder(names.get(random.nextInt(names.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append('/').append(names.get(random.nextInt(names.size())));
    }
    return path.toString();
  }

  private Path newFolder() throws IOException {
    return Files.createDirectories(temporary.resolve("example-" + example++));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
