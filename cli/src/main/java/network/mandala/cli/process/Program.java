package network.mandala.cli.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param title what it does, for a person: "installing the operator"
 * @param command program and arguments
 * @param folder where it runs
 * @param environment variables on top of our own
 * @param timeout after that it is stopped, and has failed
 */
public record Program(
    String title,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    Duration timeout) {
  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public static Program of(String title, Path folder, Duration timeout, String... command) {
    return new Program(title, List.of(command), folder, Map.of(), timeout);
  }

  public Program with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(title, command, folder, more, timeout);
  }

  public Program withArguments(String... arguments) {
    var more = new ArrayList<>(command);
    more.addAll(List.of(arguments));
    return new Program(title, more, folder, environment, timeout);
  }
}
