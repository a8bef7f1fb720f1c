package network.mandala.cli.agent;

import java.time.Instant;
import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Replaces the pods of an Agent by new ones of the same release. */
@Command(
    name = "restart",
    description =
        "Replaces the pods of an agent, one after the other: nothing is built, and there is no new release.",
    mixinStandardHelpOptions = true)
final class RestartCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private AgentReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("5m");

  @Override
  public void run() {
    var console = output.console();
    try (var client = kubeconfig.client()) {
      var agents = new Agents(client);
      var agent = agents.get(reference.project(), reference.name());
      if (agent.getSpec().suspend()) {
        throw new Failure(
            "agent %s is suspended and has no pods: set spec.suspend to false first"
                .formatted(reference.name()));
      }
      console.progress("restarting agent " + reference.name());
      var changed =
          ServerSideApply.merge(
              agents.resource(reference.project(), reference.name()),
              Map.of("spec", Map.of("restartedAt", Instant.now().toString())));
      var ready = new AgentPush(client, console).awaitReady(changed, timeout.duration());
      console.answer(() -> AgentText.urls(ready), ready);
    }
  }
}
