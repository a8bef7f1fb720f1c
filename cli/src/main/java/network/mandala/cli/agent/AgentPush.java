package network.mandala.cli.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Console;
import network.mandala.cli.follow.Follower;
import network.mandala.cli.project.Projects;
import network.mandala.crds.agent.Agent;

/** From a folder to an Agent that answers, step by step. */
public final class AgentPush {
  private final KubernetesClient client;
  private final Console console;
  private final Agents agents;

  public AgentPush(KubernetesClient client, Console console) {
    this.client = client;
    this.console = console;
    this.agents = new Agents(client);
  }

  /** Runs {@code folder} as it is, without options, and returns the URL at which it answers. */
  public String run(String project, String name, Path folder, Duration timeout) {
    var source = SourceFolder.of(folder);
    var wish = new AgentWish(project, name, source.requireRuntime(), null, List.of(), Map.of());
    return awaitReady(push(source, wish), timeout).getStatus().url();
  }

  /**
   * Stores the source in the registry and applies the Agent that asks for it. Returns the Agent as
   * it was applied.
   */
  Agent push(SourceFolder source, AgentWish wanted) {
    new Projects(client, console).requireReady(wanted.project());
    var artifact =
        new SourceUpload(RegistryAccess.of(client, wanted.project()), console)
            .upload(source, wanted);
    var earlier = EarlierPush.of(agents.resource(wanted.project(), wanted.name()).get());
    ServerSideApply.apply(
        client,
        Agent.class,
        Agents.namespace(wanted.project()),
        wanted.name(),
        wanted.spec(artifact, earlier));
    return agents.get(wanted.project(), wanted.name());
  }

  /** Follows build and rollout to the end, then knocks at the URL. */
  Agent awaitReady(Agent applied, Duration timeout) {
    long generation = applied.getMetadata().getGeneration();
    var resource =
        client
            .resources(Agent.class)
            .inNamespace(applied.getMetadata().getNamespace())
            .withName(applied.getMetadata().getName());
    var ready =
        new Follower(console)
            .follow(resource, agent -> AgentProgress.of(agent, generation), timeout);
    new UrlProbe(console).knock(ready.getStatus().url());
    return ready;
  }
}
