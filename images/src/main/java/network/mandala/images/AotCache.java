package network.mandala.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The cache of loaded and linked classes, and of what the compiler learnt about them (JEP 483, 514,
 * 515), from a training run. It halves the time to start. Without it everything works, later.
 */
final class AotCache {

  static final String IN_IMAGE = Program.HOME + "/classes.aot";
  private static final int END_SECONDS = 120;

  private AotCache() {}

  /** Starts the program on its stage, as it will run in its container, and keeps what it loaded. */
  static void train(Stage stage, Program program, Training training) throws IOException {
    var command = new ArrayList<String>(List.of("unshare", "--mount"));
    if (!"root".equals(System.getProperty("user.name"))) {
      command.add("--map-root-user");
    }
    command.addAll(
        List.of(
            "--", "sh", "-c", "mount --bind \"$0\" /opt && exec \"$@\"", stage.opt().toString()));
    command.add(Program.JAVA);
    command.addAll(program.jvmFlags());
    command.add("-XX:AOTCacheOutput=" + IN_IMAGE);
    command.addAll(program.classPathAndMain());
    command.addAll(training.arguments());
    var log = stage.opt().resolveSibling(program.name() + "-training.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(training.environment());
    var process = builder.start();
    try {
      training.awaitEnd(process);
      process.destroy();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the training run did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during the training run", e);
    } finally {
      process.destroyForcibly();
    }
    var cache = stage.local(IN_IMAGE);
    if (!Files.exists(cache)) {
      throw new IOException("the training run left no cache; its last words:\n" + tail(log));
    }
    Files.setLastModifiedTime(cache, FileTime.from(Stage.TIME));
  }

  private static String tail(Path log) throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
