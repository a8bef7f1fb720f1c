package network.mandala.cli.agent;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which Agent a command is about: its name and its project. */
final class AgentReference {
  @Parameters(paramLabel = "NAME", description = "The agent.")
  private String name;

  @Option(
      names = {"-p", "--project"},
      required = true,
      paramLabel = "PROJECT",
      description = "The project it belongs to.")
  private String project;

  String name() {
    return name;
  }

  String project() {
    return project;
  }
}
