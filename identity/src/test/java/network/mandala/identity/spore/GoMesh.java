package network.mandala.identity.spore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The program in {@code src/test/go/mesh}: plain Go, built once by the Go of this machine. */
final class GoMesh implements AutoCloseable {
  private static final Path SOURCES = Path.of("src/test/go/mesh");
  private static final Path PROGRAM = Path.of("target/go/mesh").toAbsolutePath();
  private static final long MINUTES = 5;

  private final Process canonical;
  private final BufferedWriter in;
  private final BufferedReader out;

  private GoMesh(Process canonical) {
    this.canonical = canonical;
    this.in = canonical.outputWriter(StandardCharsets.US_ASCII);
    this.out = canonical.inputReader(StandardCharsets.US_ASCII);
  }

  /** Skips the test where there is no Go. */
  static GoMesh start() throws IOException, InterruptedException {
    Assumptions.assumeTrue(isAvailable(), "there is no Go on this machine");
    Files.createDirectories(PROGRAM.getParent());
    var go =
        new ProcessBuilder("go", "build", "-o", PROGRAM.toString(), ".")
            .directory(SOURCES.toFile())
            .inheritIO();
    go.environment().put("GOTOOLCHAIN", "local");
    go.environment().put("CGO_ENABLED", "0");
    var build = go.start();
    if (!build.waitFor(MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
      throw new IOException("the Go program was not built");
    }
    return new GoMesh(
        new ProcessBuilder(PROGRAM.toString(), "canonical")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static boolean isAvailable() throws InterruptedException {
    try {
      return new ProcessBuilder("go", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** How Go signs a manifest; empty if Go does not read it. */
  byte[] canonical(byte[] manifest) {
    try {
      in.write(Base64.getEncoder().encodeToString(manifest));
      in.newLine();
      in.flush();
      return Base64.getDecoder().decode(out.readLine());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Makes a bundle as the older program does. */
  void build(byte[] manifest, byte[] binary, SporeKey key, Path bundle)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(bundle.getParent(), "go");
    Files.write(folder.resolve("manifest.json"), manifest);
    Files.write(folder.resolve("binary"), binary);
    var said =
        run(
            List.of(
                PROGRAM.toString(),
                "build",
                folder.resolve("manifest.json").toString(),
                folder.resolve("binary").toString(),
                HexFormat.of().formatHex(key.bytes()),
                bundle.toString()));
    assertThat(said).isEmpty();
  }

  /** What the older program says to a bundle: its manifest, or "failed: " and why. */
  String verify(Path bundle) throws IOException, InterruptedException {
    return run(List.of(PROGRAM.toString(), "verify", bundle.toString())).strip();
  }

  /** The output of any program. */
  static String run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  @Override
  public void close() {
    canonical.destroy();
  }
}
