package network.mandala.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A folder on this machine that looks like an image's {@code /opt}, down to the times of the files:
 * the virtual machine uses a class cache only with the very files that it was made with.
 */
final class Stage {

  /** What every file of an image is dated with. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  private final Path opt;

  private Stage(Path opt) {
    this.opt = opt;
  }

  static Stage create(Path opt, Path javaRuntime, Program program) throws IOException {
    var stage = new Stage(opt);
    copyTree(javaRuntime, stage.local("/opt/java"));
    Files.createDirectories(stage.local(Program.HOME + "/lib"));
    for (var jar : program.jars()) {
      // Fails when two jars have one name: one of them would be lost.
      Files.copy(jar, stage.local(Program.inImage(jar)));
    }
    Files.writeString(
        stage.local(Program.HOME + "/java.args"),
        String.join("\n", program.launcherArguments()) + "\n");
    setTimes(opt);
    return stage;
  }

  /** The folder that stands for {@code /opt}. */
  Path opt() {
    return opt;
  }

  /** Where a file of the image is on this machine. */
  Path local(String inImage) {
    return opt.resolve(Path.of("/opt").relativize(Path.of(inImage)));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          // Follows the symbolic links among the licences: a layer of jib holds files only.
          Files.copy(file, target);
          target.toFile().setExecutable(Files.isExecutable(file), false);
        }
      }
    }
  }

  private static void setTimes(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setLastModifiedTime(file, FileTime.from(TIME));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
