package network.mandala.cli.spore;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.crds.project.Project;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which Spore a command is about: its name, with or without the older flag, and its project. */
final class SporeReference {
  /** The operator's own, by which it proves that it works. */
  private static final String CANARY = "mandala-canary";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Named named;

  @Option(
      names = {"-p", "--project"},
      paramLabel = "PROJECT",
      defaultValue = "${env:MANDALA_PROJECT}",
      description =
          "The project that it belongs to (default: $$MANDALA_PROJECT, or the only project there is).")
  private String project;

  /** Exactly one of them. */
  private static final class Named {
    @Parameters(index = "0", paramLabel = "NAME", description = "The spore: its path at the edge.")
    private String name;

    @Option(
        names = {"--app", "-app"},
        paramLabel = "NAME",
        description = "The same, as the older mesh has it.")
    private String app;
  }

  String name() {
    return named.app != null ? named.app : named.name;
  }

  String project(KubernetesClient client) {
    if (project != null && !project.isEmpty()) {
      return project;
    }
    var projects =
        client.resources(Project.class).list().getItems().stream()
            .map(found -> found.getMetadata().getName())
            .filter(name -> !name.equals(CANARY))
            .toList();
    return only(projects);
  }

  static String only(List<String> projects) {
    return switch (projects.size()) {
      case 0 -> throw new Failure("there is no project: make one: mandala project create NAME");
      case 1 -> projects.getFirst();
      default ->
          throw new Failure(
              "name the project with --project, or set MANDALA_PROJECT; there are: "
                  + projects.stream().limit(20).collect(Collectors.joining(", ")));
    };
  }
}
