package network.mandala.cli.project;

import java.util.List;
import java.util.Optional;
import network.mandala.cli.console.Table;
import network.mandala.cli.follow.Conditions;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;

/** Projects as text for a person. */
final class ProjectText {
  private ProjectText() {}

  static String table(List<Project> projects) {
    if (projects.isEmpty()) {
      return "no projects yet: mandala project create NAME";
    }
    var table =
        new Table("PROJECT", "READY", "AGENTS", "SATOSHIS", "LASTS", "NAMESPACE", "CALLED", "WHY");
    for (Project project : projects) {
      table.row(
          project.getMetadata().getName(),
          ready(project),
          agents(project),
          satoshis(project),
          balance(project).map(Balance::runway).orElse(null),
          namespace(project),
          project.getSpec().displayName(),
          why(project));
    }
    return table.toString();
  }

  static String of(Project project) {
    return table(List.of(project));
  }

  private static String ready(Project project) {
    return project.getStatus() != null
            && Conditions.isTrue(project.getStatus().conditions(), "Ready")
        ? "yes"
        : "no";
  }

  private static String agents(Project project) {
    return Optional.ofNullable(project.getStatus())
        .map(ProjectStatus::agents)
        .map(String::valueOf)
        .orElse(null);
  }

  private static String satoshis(Project project) {
    return balance(project).map(Balance::satoshis).map(String::valueOf).orElse(null);
  }

  /** Empty where nothing is charged. */
  private static Optional<Balance> balance(Project project) {
    return Optional.ofNullable(project.getStatus()).map(ProjectStatus::balance);
  }

  private static String namespace(Project project) {
    return project.getStatus() == null ? null : project.getStatus().namespace();
  }

  private static String why(Project project) {
    return project.getStatus() == null
        ? "the operator has not seen it yet"
        : Conditions.find(project.getStatus().conditions(), "Ready")
            .map(Conditions::words)
            .orElse(null);
  }
}
