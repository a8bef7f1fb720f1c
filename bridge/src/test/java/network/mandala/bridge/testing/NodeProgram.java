package network.mandala.bridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of {@code src/test/clients}, which speaks in lines of JSON. Its packages are installed
 * once for each lock file; later runs need no registry.
 */
public final class NodeProgram implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BRIDGE = "bridge";
  private static final long INSTALL_MINUTES = 5;
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private NodeProgram(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Whether there is a Node.js on this machine. */
  public static boolean isAvailable() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static NodeProgram start(String script, String... arguments) throws IOException {
    return ofModule(BRIDGE, script, arguments);
  }

  /** One of another module's {@code src/test/clients}. */
  public static NodeProgram ofModule(String module, String script, String... arguments)
      throws IOException {
    var installed = install(module(module));
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return new NodeProgram(
        new ProcessBuilder(command)
            .directory(installed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Its next line. One that says nothing for minutes is ended: a test fails, and does not hang. */
  public JsonNode read() throws IOException {
    var watch = Thread.ofVirtual().start(this::endAfterSilence);
    try {
      var line = out.readLine();
      if (line == null) {
        throw new IOException("the program ended, or said nothing for " + SILENCE);
      }
      return JSON.readTree(line);
    } finally {
      watch.interrupt();
    }
  }

  private void endAfterSilence() {
    try {
      Thread.sleep(SILENCE);
      process.destroy();
    } catch (InterruptedException e) {
      // It has said something.
      Thread.currentThread().interrupt();
    }
  }

  public void write(Object line) throws IOException {
    in.write(JSON.writeValueAsString(line));
    in.newLine();
    in.flush();
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The folder with the packages, installed. */
  static Path packages() throws IOException {
    return install(module(BRIDGE));
  }

  /** Found upwards from the folder in which the test runs. */
  private static Path module(String name) {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(name).resolve("src/test/clients"))) {
        return folder.resolve(name);
      }
    }
    throw new IllegalStateException(
        "there is no folder " + name + "/src/test/clients above this one");
  }

  /** The folder in which its programs run. */
  private static synchronized Path install(Path module) throws IOException {
    var sources = module.resolve("src/test/clients");
    var installed = module.resolve("target/clients");
    Files.createDirectories(installed);
    var lock = installed.resolve("node_modules/.mandala-lock.json");
    boolean fresh =
        !Files.exists(lock) || Files.mismatch(lock, sources.resolve("package-lock.json")) >= 0;
    try (var files = Files.list(sources)) {
      for (var file : files.toList()) {
        Files.copy(
            file, installed.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (fresh) {
      npm(installed);
      Files.copy(sources.resolve("package-lock.json"), lock, StandardCopyOption.REPLACE_EXISTING);
    }
    return installed;
  }

  private static void npm(Path installed) throws IOException {
    var log = installed.resolve("npm.log").toFile();
    var npm =
        new ProcessBuilder(
                "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(installed.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroy();
        throw new IOException("npm ci failed: " + Files.readString(log.toPath()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
