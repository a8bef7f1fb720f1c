package network.mandala.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;

/**
 * Runs programs, one log file each, with a line of progress every ten seconds. Safe for use by
 * several threads.
 */
public final class ProgramRunner {
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 25;

  private final Console console;
  private final Path logs;

  /** Logs go to the folder {@code logs}, which is made when it is missing. */
  public ProgramRunner(Console console, Path logs) {
    this.console = console;
    this.logs = logs;
  }

  /** Runs to the end, and fails with the log's last lines when the program does. */
  public void run(Program program) {
    Path log = logFile(program);
    int status = exitCode(program);
    if (status != 0) {
      throw new Failure(
          "%s failed with exit code %d:%n%s%nThe whole log is %s"
              .formatted(program.title(), status, lastLines(log, SHOWN_LINES), log));
    }
  }

  /** Runs to the end; the log is {@link #logFile}. */
  public int exitCode(Program program) {
    Path log = logFile(program);
    console.progress(program.title());
    var started = Instant.now();
    try {
      Files.createDirectories(logs);
      Process process =
          builder(program).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      try (var _ = new StopsWithUs(process)) {
        process.getOutputStream().close();
        return waitFor(process, program, started);
      }
    } catch (IOException e) {
      throw new Failure(program.title() + " could not start: " + e.getMessage(), e);
    }
  }

  /** Runs to the end, showing all that it says as progress; for scripts that speak to a person. */
  public void follow(Program program) {
    lines(program).forEach(console::progressOfScript);
  }

  /**
   * Runs to the end and returns what it wrote to its output stream, by line; what it says on its
   * error stream is shown as progress.
   */
  public List<String> lines(Program program) {
    console.progress(program.title());
    try {
      Process process = builder(program).start();
      try (var _ = new StopsWithUs(process)) {
        process.getOutputStream().close();
        var last = new AtomicReference<>("it did not say why");
        var told = Thread.ofVirtual().start(() -> tell(process, last));
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        int status = waitFor(process, program, Instant.now());
        told.join();
        if (status != 0) {
          throw new Failure(
              "%s failed with exit code %d: %s".formatted(program.title(), status, last.get()));
        }
        return lines;
      }
    } catch (IOException e) {
      throw new Failure(program.title() + " could not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(program.title() + " was interrupted", e);
    }
  }

  private void tell(Process process, AtomicReference<String> last) {
    process
        .errorReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              last.set(line);
              console.progressOfScript(line);
            });
  }

  /** Where the output of a program goes. */
  public Path logFile(Program program) {
    return logs.resolve(program.title().replaceAll("[^A-Za-z0-9]+", "-") + ".log");
  }

  private static ProcessBuilder builder(Program program) {
    var builder = new ProcessBuilder(program.command()).directory(program.folder().toFile());
    builder.environment().putAll(program.environment());
    return builder;
  }

  private int waitFor(Process process, Program program, Instant started) {
    try {
      while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        var elapsed = Duration.between(started, Instant.now());
        if (elapsed.compareTo(program.timeout()) > 0) {
          throw new Failure(
              "%s was stopped: it took longer than %d s. Its log is %s"
                  .formatted(program.title(), program.timeout().toSeconds(), logFile(program)));
        }
        console.progress("  ... " + program.title() + ": " + elapsed.toSeconds() + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(program.title() + " was interrupted", e);
    }
  }

  /** The end of a log, for a message; empty when there is none. */
  public static String lastLines(Path log, int count) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(), all.subList(Math.max(0, all.size() - count), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** A process that does not outlive the wait for it, nor this JVM. */
  private static final class StopsWithUs implements AutoCloseable {
    private final Process process;
    private final Thread hook;

    StopsWithUs(Process process) {
      this.process = process;
      this.hook = new Thread(this::stop, "stop-" + process.pid());
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      stop();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is going down: the hook runs by itself.
      }
    }

    private void stop() {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    }
  }
}
