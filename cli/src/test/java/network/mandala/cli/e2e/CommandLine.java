package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code ./mandala} as a person does: a process of its own, arguments in, exit code and two
 * streams out.
 */
final class CommandLine {
  static final Path CHECKOUT =
      Path.of(System.getProperty("mandala.home")).toAbsolutePath().normalize();
  private static final long TIMEOUT_SECONDS = 400;

  private CommandLine() {}

  /** How a command ended. */
  record Result(int exitCode, String out, String err) {
    /** The output, after the command has succeeded. */
    String ok() {
      assertThat(exitCode).as("exit code; it said: " + out + err).isZero();
      return out.strip();
    }

    /** What it said to a person, after it has failed. */
    String failed() {
      assertThat(exitCode).as("exit code; it said: " + out + err).isEqualTo(1);
      return err;
    }
  }

  static Result mandala(String... arguments) {
    var command = new ArrayList<>(List.of(CHECKOUT.resolve("mandala").toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** As above, with variables of its own. */
  static Result mandala(Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of(CHECKOUT.resolve("mandala").toString()));
    command.addAll(List.of(arguments));
    return run(environment, command.toArray(String[]::new));
  }

  static Result run(String... command) {
    return run(Map.of(), command);
  }

  private static Result run(Map<String, String> environment, String... command) {
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process = builder.start();
      var err = readInBackground(process.errorReader(StandardCharsets.UTF_8));
      var out = readInBackground(process.inputReader(StandardCharsets.UTF_8));
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        // What it has started holds its streams open.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            List.of(command) + " did not end in " + TIMEOUT_SECONDS + " s: " + err.join());
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Not in the common pool: on two cores it has one thread, which the cluster's client needs. */
  private static CompletableFuture<String> readInBackground(BufferedReader reader) {
    return CompletableFuture.supplyAsync(() -> read(reader), task -> Thread.ofVirtual().start(task))
        .orTimeout(TIMEOUT_SECONDS + 60, TimeUnit.SECONDS);
  }

  private static String read(BufferedReader reader) {
    try (reader) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
