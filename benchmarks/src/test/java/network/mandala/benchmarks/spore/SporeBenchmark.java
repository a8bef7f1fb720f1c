package network.mandala.benchmarks.spore;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import network.mandala.identity.spore.BundleLimits;
import network.mandala.identity.spore.BundleReader;
import network.mandala.identity.spore.BundleWriter;
import network.mandala.identity.spore.SporeKey;
import network.mandala.identity.spore.SporeManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the same files as the page of Go that judges ours in the tests, turn by turn. The program
 * in them is the beginning of the JDK's own classes: real code, which packs to a half.
 */
class SporeBenchmark {
  private static final int PROGRAM_BYTES = 50 * 1024 * 1024;
  private static final int WARM_UPS = 4;
  private static final int TURNS = 11;
  private static final String MANIFEST =
      "{\"name\":\"large\",\"version\":\"v1\",\"command\":\"large\",\"created_at\":\"2026-01-31T12:00:00Z\"}";

  @TempDir Path folder;

  @Test
  void verifies() throws Exception {
    var go = goProgram();
    var key = SporeKey.generate(new SecureRandom());
    var program = folder.resolve("program");
    try (var in = Files.newInputStream(Path.of(System.getProperty("java.home"), "lib/modules"))) {
      Files.write(program, in.readNBytes(PROGRAM_BYTES));
    }
    var theirs = folder.resolve("theirs.spore");
    var ours = folder.resolve("ours.spore");
    var manifest = Files.writeString(folder.resolve("manifest.json"), MANIFEST);
    run(
        go.toString(),
        "build",
        manifest.toString(),
        program.toString(),
        HexFormat.of().formatHex(key.bytes()),
        theirs.toString());
    try (var out = new BufferedOutputStream(Files.newOutputStream(ours))) {
      BundleWriter.write(
          SporeManifest.parse(MANIFEST.getBytes(StandardCharsets.UTF_8)),
          key,
          () -> Files.newInputStream(program),
          out);
    }
    System.out.printf(
        "%-34s %10s %10s %8s%n", "50 MiB, median ms of " + TURNS, "Go", "ours", "ours/Go");
    measure("written by Go (deflated)", go, theirs);
    measure("written by ours (stored)", go, ours);
  }

  private static void measure(String what, Path go, Path bundle) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      ours(bundle);
    }
    var theirTimes = new ArrayList<Long>();
    var ourTimes = new ArrayList<Long>();
    for (int i = 0; i < TURNS; i++) {
      theirTimes.add(Long.parseLong(run(go.toString(), "verify", bundle.toString())));
      ourTimes.add(ours(bundle));
    }
    double their = median(theirTimes) / 1000.0;
    double our = median(ourTimes) / 1000.0;
    System.out.printf("%-34s %10.1f %10.1f %8.2f%n", what, their, our, our / their);
  }

  /** In microseconds. */
  private static long ours(Path bundle) throws IOException {
    long start = System.nanoTime();
    try (var in = Files.newInputStream(bundle)) {
      new BundleReader(BundleLimits.DEFAULT).read(in, OutputStream.nullOutputStream());
    }
    return (System.nanoTime() - start) / 1000;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private Path goProgram() throws Exception {
    var program = folder.resolve("mesh");
    var build =
        new ProcessBuilder("go", "build", "-o", program.toString(), ".")
            .directory(Path.of("../identity/src/test/go/mesh").toFile())
            .inheritIO();
    build.environment().put("GOTOOLCHAIN", "local");
    if (build.start().waitFor() != 0) {
      throw new IOException("the Go program was not built");
    }
    return program;
  }

  /** What it wrote to its error stream: how long it took, without its start. */
  private static String run(String... command) throws Exception {
    var process =
        new ProcessBuilder(Arrays.asList(command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said = new ByteArrayOutputStream();
    process.getErrorStream().transferTo(said);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return said.toString(StandardCharsets.UTF_8).strip();
  }
}
