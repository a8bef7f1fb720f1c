package network.mandala.cli.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import network.mandala.crds.agent.Agent;
import network.mandala.manifest.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pushes a folder of source, applies the Agent that runs it and follows it to its URL. */
@Command(
    name = "push",
    description =
        "Runs a folder of source as an agent, and prints its URL. A later push of the same name is"
            + " a new release of it. What an agent-manifest.json in the folder says, options"
            + " override.",
    mixinStandardHelpOptions = true)
final class PushCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private TimeoutOption timeout = new TimeoutOption("10m");

  @Parameters(paramLabel = "DIR", description = "The folder with the source.")
  private Path folder;

  @Option(
      names = {"-p", "--project"},
      paramLabel = "PROJECT",
      description = "The project that it runs in (default: the one of the manifest).")
  private String project;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description =
          "Its name: lower case letters, digits and dashes, at most 40 (default with a manifest:"
              + " agent). Of a manifest with several services: the only one to push.")
  private String name;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description =
          "${COMPLETION-CANDIDATES}. Default: what the files in the folder tell (package.json,"
              + " requirements.txt, pyproject.toml, main.py; else a Dockerfile).")
  private Runtime runtime;

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "The file to start. Default: package.json's main or index.js; main.py.")
  private String entry;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where it listens (default 8080); it is also told in the variable PORT.")
  private List<Integer> ports = List.of();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "KEY=VALUE",
      description = "A variable for it; may be repeated. Variables of earlier pushes stay.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Variables from a file with lines KEY=VALUE; --env wins over it.")
  private List<Path> environmentFiles = List.of();

  @Option(
      names = "--unset",
      paramLabel = "KEY",
      description = "A variable of an earlier push to take away; may be repeated.")
  private Set<String> unset = Set.of();

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait until it answers (default).")
  private boolean wait;

  /** What can be built from a folder; spelled as in the resource. */
  enum Runtime {
    node,
    python,
    docker
  }

  @Override
  public void run() {
    var console = output.console();
    var source = SourceFolder.of(folder);
    var manifest = source.manifest().orElse(null);
    var flags = flags(source, manifest);
    var plan = PushPlan.of(manifest, project, name, flags);
    plan.notes().forEach(note -> console.progress(Manifest.FILE + ": " + note));
    var request = new PushRequest(source, manifest, plan, flags, wait ? timeout.duration() : null);
    try (var at = place.open()) {
      var pushed = AgentBackend.at(at, console).push(request);
      console.answer(
          () -> pushed.stream().map(this::text).collect(Collectors.joining("\n")),
          pushed.size() == 1 ? pushed.getFirst() : pushed);
    }
  }

  private PushFlags flags(SourceFolder source, Manifest manifest) {
    var variables = new TreeMap<String, String>();
    environmentFiles.forEach(file -> variables.putAll(EnvironmentFile.read(file)));
    variables.putAll(environment);
    String chosen = runtime == null ? null : runtime.name();
    return new PushFlags(
        chosen == null && manifest == null ? source.requireRuntime() : chosen,
        entry,
        ports,
        variables,
        unset);
  }

  private String text(Agent agent) {
    return wait
        ? AgentText.urls(agent)
        : "agent %s is applied; follow it: mandala agent status %s --project %s"
            .formatted(
                agent.getMetadata().getName(),
                agent.getMetadata().getName(),
                Agents.project(agent));
  }
}
