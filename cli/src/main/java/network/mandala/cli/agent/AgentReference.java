package network.mandala.cli.agent;

import network.mandala.cli.project.ProjectOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which Agent a command is about: its name and its project. */
final class AgentReference {
  @Parameters(paramLabel = "NAME", description = "The agent.")
  private String name;

  @Mixin private ProjectOption project;

  String name() {
    return name;
  }

  String project() {
    return project.name();
  }
}
