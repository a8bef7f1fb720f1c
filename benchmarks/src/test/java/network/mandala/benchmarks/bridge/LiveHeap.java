package network.mandala.benchmarks.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What another Java process still refers to, after a collection that asking for it causes. */
final class LiveHeap {
  private LiveHeap() {}

  static long bytes(ProcessHandle process) throws IOException, InterruptedException {
    var jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    var said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return said.lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> Long.parseLong(line.split(" +")[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("jcmd says: " + said));
  }
}
