package network.mandala.benchmarks.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The program in {@code bridge-load}, built with the Go of this machine. */
final class LoadProgram {
  private static final Path SOURCES = Path.of("bridge-load");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program;

  private LoadProgram(Path program) {
    this.program = program;
  }

  static LoadProgram build(Path folder) throws IOException, InterruptedException {
    var program = folder.resolve("bridge-load");
    var go =
        new ProcessBuilder("go", "build", "-o", program.toString(), ".")
            .directory(SOURCES.toFile())
            .inheritIO();
    go.environment().put("GOTOOLCHAIN", "local");
    if (go.start().waitFor() != 0) {
      throw new IOException("bridge-load was not built");
    }
    return new LoadProgram(program);
  }

  Process start(String url, Path requests, Duration warmUp, Duration measured) throws IOException {
    return new ProcessBuilder(
            program.toString(),
            "-address",
            URI.create(url).getAuthority(),
            "-requests",
            requests.toString(),
            "-warmup",
            warmUp.toSeconds() + "s",
            "-measure",
            measured.toSeconds() + "s")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static JsonNode result(Process load) throws IOException, InterruptedException {
    var result = JSON.readTree(load.getInputStream());
    if (load.waitFor() != 0) {
      throw new IOException("bridge-load failed");
    }
    return result;
  }
}
