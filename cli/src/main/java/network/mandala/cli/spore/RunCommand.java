package network.mandala.cli.spore;

import java.nio.file.Path;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a published bundle, and says where it answers. */
@Command(
    name = "run",
    description =
        "Runs a spore and waits until it answers at its path. One of that name that runs already"
            + " goes on until the new one is healthy and warm.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private SporeReference reference;
  @Mixin private Rollout rollout;

  @Option(
      names = {"--digest", "-digest"},
      required = true,
      paramLabel = "SHA256",
      description = "The bundle.")
  private String digest;

  @Option(
      names = {"--repo", "-repo"},
      paramLabel = "DIR",
      defaultValue = "./repo",
      description =
          "A folder; where it has the bundle, that is published to the project first (default"
              + " ${DEFAULT-VALUE}).")
  private Path repository;

  @Option(
      names = {"--instances", "-instances"},
      paramLabel = "COUNT",
      defaultValue = "2",
      description = "Fewest instances (default ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = {"--nodes", "-nodes"},
      paramLabel = "COUNT",
      defaultValue = "3",
      description =
          "At most so many times --instances run under load (default ${DEFAULT-VALUE}). The cluster"
              + " places them.")
  private int nodes;

  @Option(
      names = {"--port", "-port"},
      paramLabel = "PORT",
      defaultValue = "0",
      description = "What the program is told as PORT; 0 lets the node choose (default 0).")
  private int port;

  @Option(
      names = "--cpu-milli",
      paramLabel = "COUNT",
      defaultValue = "1000",
      description = "Thousandths of a core that each instance may use (default ${DEFAULT-VALUE}).")
  private int cpuMilli;

  @Option(
      names = "--memory-mb",
      paramLabel = "COUNT",
      defaultValue = "512",
      description = "MiB that each instance may use (default ${DEFAULT-VALUE}).")
  private int memoryMb;

  @Option(
      names = {"--warmup", "-warmup"},
      paramLabel = "DURATION",
      defaultValue = "2s",
      description =
          "How long a healthy new bundle runs before requests go to it (default ${DEFAULT-VALUE}).")
  private String warmup;

  @Option(
      names = {"--edge", "-edge"},
      paramLabel = "ADDRESS",
      description = "Taken from the older mesh, and not used: the node has one edge for all.")
  private String edge;

  @Override
  public void run() {
    var console = output.console();
    var wish =
        new SporeWish(
            digest, instances, nodes, port, cpuMilli, memoryMb, warmup, rollout.allowOlder());
    if (edge != null) {
      console.progress("-edge is not used: the node has one edge for all spores");
    }
    try (var client = kubeconfig.client()) {
      var spores = new Spores(client, console, reference.project(client));
      spores.publish(repository, digest);
      var spore =
          spores.awaitServing(
              spores.apply(reference.name(), wish), digest, rollout.timeoutOrNull());
      console.answer(() -> SporeText.where(spore), spore);
    }
  }
}
