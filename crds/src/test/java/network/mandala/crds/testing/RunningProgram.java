package network.mandala.crds.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process that we started, with its log. It does not outlive the JVM. */
public final class RunningProgram implements AutoCloseable {
  private static final int LOG_LINES = 15;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread lastResort;

  private RunningProgram(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.lastResort = new Thread(process::destroyForcibly, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  public static RunningProgram start(Path folder, String name, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Programs.find(name).toString());
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new RunningProgram(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The name, how it ended if it did, and the last lines of its log. */
  public String describe() {
    String state = process.isAlive() ? "still runs" : "ended with exit code " + process.exitValue();
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      var last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
      return name + " " + state + ":\n" + String.join("\n", last);
    } catch (IOException e) {
      return name + " " + state + "; its log cannot be read: " + e;
    }
  }

  /** Ends it as a crash would: at once. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook itself runs now.
      process.destroyForcibly();
    }
  }
}
