package network.mandala.cli.database;

import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database a command is about, and how long to wait for it. */
final class DatabaseReference {
  @Parameters(index = "0", paramLabel = "AGENT", description = "The agent that has it.")
  private String agent;

  @Parameters(index = "1", paramLabel = "DATABASE", description = "mysql, mongo or redis.")
  private Engine engine;

  @Option(
      names = {"-p", "--project"},
      required = true,
      paramLabel = "PROJECT",
      description = "The project of the agent.")
  private String project;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "How long to wait (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  String agent() {
    return agent;
  }

  Engine engine() {
    return engine;
  }

  String project() {
    return project;
  }

  Duration timeout() {
    return timeout;
  }
}
