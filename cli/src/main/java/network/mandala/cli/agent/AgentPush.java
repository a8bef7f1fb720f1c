package network.mandala.cli.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.cli.connection.Person;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Console;
import network.mandala.cli.follow.Follower;
import network.mandala.cli.follow.Progress;
import network.mandala.cli.project.Projects;
import network.mandala.crds.agent.Agent;
import network.mandala.manifest.Link;

/** From a folder to an Agent that answers, step by step. */
public final class AgentPush {
  /** The operator says where an agent will answer as soon as it has seen it. */
  private static final Duration UNTIL_THE_URL_IS_KNOWN = Duration.ofMinutes(1);

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
    var flags = new PushFlags(source.requireRuntime(), null, List.of(), Map.of(), Set.of());
    return awaitReady(push(source, AgentWish.of(project, name, flags)), timeout).getStatus().url();
  }

  /** What {@code item} is to be told of the agents that it is linked to. */
  Map<String, String> links(String project, PushPlan.Item item) {
    var variables = new TreeMap<String, String>();
    for (Link link : item.links()) {
      variables.put(link.variable(), url(project, link.to()));
      var direct = link.variable() + "_INTERNAL";
      if (!item.service().environment().containsKey(direct)) {
        // Within the project, past the routes: also where names of the node lead nowhere from a
        // pod.
        variables.put(direct, "http://" + link.to());
      }
    }
    return variables;
  }

  private String url(String project, String agent) {
    agents.get(project, agent);
    return new Follower(console)
        .follow(
            agents.resource(project, agent),
            seen ->
                seen != null && seen.getStatus() != null && seen.getStatus().url() != null
                    ? new Progress.Arrived()
                    : new Progress.Underway("waiting for the URL of " + agent),
            UNTIL_THE_URL_IS_KNOWN)
        .getStatus()
        .url();
  }

  /**
   * Stores the source in the registry and applies the Agent that asks for it. Returns the Agent as
   * it was applied.
   */
  Agent push(SourceFolder source, AgentWish wanted) {
    new Projects(client, console).requireReady(wanted.project());
    var artifact =
        wanted.needsSource()
            ? new SourceUpload(RegistryAccess.of(client, wanted.project()), console)
                .upload(source, wanted)
            : null;
    var resource = agents.resource(wanted.project(), wanted.name());
    var before = resource.get();
    var spec = wanted.spec(artifact, EarlierPush.of(before));
    boolean pinned = before != null && before.getSpec().release() != null;
    long expected = before == null ? 1 : before.getMetadata().getGeneration() + (pinned ? 2 : 1);
    apply(wanted, spec, expected);
    if (pinned) {
      console.progress(
          "the agent was held at release "
              + before.getSpec().release()
              + "; from now on what is pushed runs");
      ServerSideApply.merge(resource, ReleasePin.none());
    }
    var applied = agents.get(wanted.project(), wanted.name());
    long actual = applied.getMetadata().getGeneration();
    if (actual != expected) {
      // Nothing new was asked for, or somebody else was faster: say again what this push is about.
      apply(wanted, spec, actual);
    }
    return applied;
  }

  private void apply(AgentWish wanted, Map<String, Object> spec, long generation) {
    ServerSideApply.apply(
        client,
        Agent.class,
        Agents.namespace(wanted.project()),
        wanted.name(),
        PushAnnotations.of(Person.of(client), generation, wanted.variablesOfManifest()),
        spec);
  }

  /** Follows build and rollout to the end, then knocks at the URL. */
  Agent awaitReady(Agent applied, Duration timeout) {
    long generation = applied.getMetadata().getGeneration();
    Resource<Agent> resource =
        client
            .resources(Agent.class)
            .inNamespace(applied.getMetadata().getNamespace())
            .withName(applied.getMetadata().getName());
    var ready =
        new Follower(console)
            .follow(resource, agent -> AgentProgress.of(agent, generation), timeout);
    new UrlProbe(console).knock(ready.getStatus());
    return ready;
  }
}
