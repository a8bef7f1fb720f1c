package network.mandala.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one of the scripts of {@code local-cluster/}, streaming what it says. */
final class Script {
  private static final int LINES_OF_AN_ERROR = 20;

  private Script() {}

  /**
   * @param input what the script reads from its standard input, for what must not be seen in a
   *     process list
   * @throws ClusterException when it fails, with the last lines that it said
   */
  static void run(
      Path script,
      List<String> arguments,
      Map<String, String> environment,
      String input,
      Progress progress) {
    var last = new ArrayDeque<String>();
    int exit =
        exitCode(
            script,
            arguments,
            environment,
            input,
            line -> {
              if (last.size() == LINES_OF_AN_ERROR) {
                last.removeFirst();
              }
              last.addLast(line);
              progress.say(line);
            });
    if (exit != 0) {
      var sentence = last.isEmpty() ? "" : ": " + last.getLast().replaceFirst("^mandala: ", "");
      throw new ClusterException(
          "%s failed with exit code %d%s".formatted(script.getFileName(), exit, sentence));
    }
  }

  static int exitCode(
      Path script,
      List<String> arguments,
      Map<String, String> environment,
      String input,
      Progress progress) {
    var command = new ArrayList<String>();
    command.add("bash");
    command.add(script.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      try {
        try (var out = process.outputWriter(StandardCharsets.UTF_8)) {
          out.write(input);
        }
        try (var in = process.inputReader(StandardCharsets.UTF_8)) {
          for (var line = in.readLine(); line != null; line = in.readLine()) {
            progress.say(line);
          }
        }
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while running " + script, e);
    }
  }
}
