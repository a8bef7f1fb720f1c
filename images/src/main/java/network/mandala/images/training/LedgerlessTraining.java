package network.mandala.images.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.images.Training;

/** A start beside a ledger that is not there yet, and a look at the program's metrics. */
public final class LedgerlessTraining implements Training {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** For the first attempts to reach the ledger. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private final String program;
  private final String metric;
  private final Path configuration;
  private final int port;

  /**
   * @param metric one of those that the program shows
   * @param text of the configuration, for a folder's ledger and key and a port of metrics
   */
  private LedgerlessTraining(Path folder, String program, String metric, Configuration text)
      throws IOException {
    this.program = program;
    this.metric = metric;
    var ledger = Files.createDirectories(folder.resolve("ledger"));
    Files.writeString(
        ledger.resolve("url"), "jdbc:mysql://127.0.0.1:%d/ledger".formatted(Waiting.freePort()));
    Files.writeString(ledger.resolve("user"), "training");
    Files.writeString(ledger.resolve("password"), "training");
    var key = Files.writeString(folder.resolve("key"), "01".repeat(32));
    port = Waiting.freePort();
    configuration =
        Files.writeString(folder.resolve(program + ".yaml"), text.with(ledger, key, port));
  }

  private interface Configuration {
    String with(Path ledger, Path key, int port) throws IOException;
  }

  /**
   * @param folder an empty one, for what billing's pod would have
   */
  public static LedgerlessTraining billing(Path folder) throws IOException {
    return new LedgerlessTraining(
        folder,
        "billing",
        "mandala_billing",
        (ledger, key, port) ->
            """
            prometheus: {url: "http://127.0.0.1:%d"}
            ledger: {folder: %s, nodeKeyFile: %s}
            http: {port: %d}
            """
                .formatted(Waiting.freePort(), ledger, key, port));
  }

  /**
   * @param folder an empty one, for what the bridge's pod would have
   */
  public static LedgerlessTraining bridge(Path folder) throws IOException {
    return new LedgerlessTraining(
        folder,
        "bridge",
        "jvm_memory",
        (ledger, key, port) ->
            """
            ledger: {folder: %s}
            nodeKeyFile: %s
            session: {keysFile: %s}
            http: {port: 0, drain: 0s}
            health: {port: %d}
            """
                .formatted(ledger, key, key, port));
  }

  /**
   * @param folder an empty one, for what the gateway's pod would have
   */
  public static LedgerlessTraining gateway(Path folder) throws IOException {
    return new LedgerlessTraining(
        folder,
        "gateway",
        "jvm_memory",
        (ledger, key, port) ->
            """
            ledger: {folder: %s}
            node: {keyFile: %s}
            router: {anybody: true}
            http: {port: 0, drain: 0s}
            health: {port: %d}
            """
                .formatted(ledger, key, port));
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("MANDALA_CONFIG", configuration.toString());
  }

  @Override
  public void awaitEnd(Process process) throws InterruptedException {
    Waiting.await(program, process, LONGEST, "metrics", this::hasMetrics);
    Thread.sleep(AFTERWARDS.toMillis());
  }

  private boolean hasMetrics() {
    try (InputStream in =
        URI.create("http://127.0.0.1:%d/metrics".formatted(port)).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(metric);
    } catch (IOException e) {
      // It has not started yet.
      return false;
    }
  }

  @Override
  public void close() {
    // Nothing of it runs.
  }
}
