package network.mandala.cli.database;

import java.time.Duration;
import network.mandala.cli.console.TimeoutOption;
import network.mandala.cli.project.ProjectOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which database a command is about, and how long to wait for it. */
final class DatabaseReference {
  @Parameters(index = "0", paramLabel = "AGENT", description = "The agent that has it.")
  private String agent;

  @Parameters(index = "1", paramLabel = "DATABASE", description = "mysql, mongo or redis.")
  private Engine engine;

  @Mixin private ProjectOption project;
  @Mixin private TimeoutOption timeout = new TimeoutOption("10m");

  String agent() {
    return agent;
  }

  Engine engine() {
    return engine;
  }

  String project() {
    return project.name();
  }

  Duration timeout() {
    return timeout.duration();
  }
}
