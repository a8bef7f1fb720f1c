package network.mandala.cli.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pushes a folder of source, applies the Agent that runs it and follows it to its URL. */
@Command(
    name = "push",
    description =
        "Runs a folder of source as an agent, and prints its URL. A later push of the same name is a new release of it.",
    mixinStandardHelpOptions = true)
final class PushCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Parameters(paramLabel = "DIR", description = "The folder with the source.")
  private Path folder;

  @Option(
      names = {"-p", "--project"},
      required = true,
      paramLabel = "PROJECT",
      description = "The project that it runs in.")
  private String project;

  @Option(
      names = {"-n", "--name"},
      required = true,
      paramLabel = "NAME",
      description = "Its name: lower case letters, digits and dashes, at most 40.")
  private String name;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description =
          "${COMPLETION-CANDIDATES}. Default: what the files in the folder tell (package.json, requirements.txt, main.py).")
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
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait until it answers (default).")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "How long to wait (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  /** What can be built from a folder; spelled as in the resource. */
  enum Runtime {
    node,
    python
  }

  @Override
  public void run() {
    var console = output.console();
    var source = SourceFolder.of(folder);
    var wanted =
        new AgentWish(
            project,
            name,
            runtime == null ? source.requireRuntime() : runtime.name(),
            entry,
            ports,
            environment);
    try (var client = kubeconfig.client()) {
      var push = new AgentPush(client, console);
      var applied = push.push(source, wanted);
      if (!wait) {
        console.answer(
            () ->
                "agent "
                    + name
                    + " is applied; follow it: mandala agent status "
                    + name
                    + " --project "
                    + project,
            applied);
        return;
      }
      var ready = push.awaitReady(applied, timeout);
      console.answer(() -> ready.getStatus().url(), ready);
    }
  }
}
