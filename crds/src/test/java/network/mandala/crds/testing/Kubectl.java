package network.mandala.crds.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs kubectl as a person does, and gives what it prints. */
public final class Kubectl {
  private static final long PATIENCE_SECONDS = 60;

  private final Path kubeconfig;

  /** For the cluster that the file describes. */
  public Kubectl(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /**
   * Runs a command to its end.
   *
   * @return both outputs
   * @throws IllegalStateException with both outputs when it fails
   */
  public String run(String... arguments) {
    var command =
        new ArrayList<>(List.of(Programs.find("kubectl").toString(), "--kubeconfig=" + kubeconfig));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IllegalStateException(String.join(" ", arguments) + ":\n" + output);
        }
        return output;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while kubectl ran", e);
    }
  }
}
