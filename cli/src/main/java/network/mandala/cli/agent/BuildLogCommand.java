package network.mandala.cli.agent;

import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a build wrote: the one that runs, else the last one. */
@Command(
    name = "build-log",
    description =
        "Shows what the build of an agent has written: the one that runs, else the last one that ended.",
    mixinStandardHelpOptions = true)
final class BuildLogCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private AgentReference reference;

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var agent = new Agents(client).get(reference.project(), reference.name());
      var build = agent.getStatus() == null ? null : agent.getStatus().build();
      if (build != null && build.startedAt() != null && build.finishedAt() == null) {
        new AgentLogs(client, agent, AgentLogs.Component.BUILD, console).print(Integer.MAX_VALUE);
        return;
      }
      // The operator keeps it when a build ends: the build's pods are soon gone.
      var kept =
          client
              .configMaps()
              .inNamespace(Agents.namespace(reference.project()))
              .withName(reference.name() + "-build-log")
              .get();
      if (kept == null || kept.getData() == null) {
        throw new Failure(
            "agent %s has no build log: its image was given, or it was not built yet (see 'mandala agent status')"
                .formatted(reference.name()));
      }
      var log = kept.getData().getOrDefault("log", "");
      console.answer(log::stripTrailing, Map.of("log", log));
    }
  }
}
