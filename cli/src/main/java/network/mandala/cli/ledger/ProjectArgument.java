package network.mandala.cli.ledger;

import network.mandala.ledger.project.LedgerProject;
import picocli.CommandLine.Parameters;

/** Whose money a command is about. */
final class ProjectArgument {
  @Parameters(
      index = "0",
      paramLabel = "PROJECT",
      description = "The project: its name, or its id.")
  private String project;

  LedgerProject in(LedgerAccess access) {
    return access.project(project);
  }

  String name() {
    return project;
  }
}
