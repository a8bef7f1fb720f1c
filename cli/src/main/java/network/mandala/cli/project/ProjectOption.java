package network.mandala.cli.project;

import picocli.CommandLine.Option;

/** The option {@code --project} of a command about something in a project. */
public final class ProjectOption {
  @Option(
      names = {"-p", "--project"},
      required = true,
      paramLabel = "PROJECT",
      description = "The project that it belongs to.")
  private String name;

  public String name() {
    return name;
  }
}
