package network.mandala.cli.spore;

import java.nio.file.Path;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets another bundle take over, and leaves everything else of the Spore as it is. */
@Command(
    name = "promote",
    description =
        "Lets another bundle of a spore take over when it is healthy and warm; plan and budget stay"
            + " as they are.",
    mixinStandardHelpOptions = true)
final class PromoteCommand implements Runnable {
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

  @Override
  public void run() {
    var console = output.console();
    var change = SporeWish.otherBundle(digest, rollout.allowOlder());
    try (var client = kubeconfig.client()) {
      var spores = new Spores(client, console, reference.project(client));
      spores.get(reference.name());
      spores.publish(repository, digest);
      var spore =
          spores.awaitServing(
              spores.change(reference.name(), change), digest, rollout.timeoutOrNull());
      console.answer(() -> SporeText.where(spore), spore);
    }
  }
}
