package network.mandala.cli.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.project.Projects;
import network.mandala.crds.agent.Agent;

/** The agents of a cluster, with the rights of a kubeconfig. */
final class ClusterAgents implements AgentBackend {
  private final KubernetesClient client;
  private final Console console;
  private final Agents agents;

  ClusterAgents(KubernetesClient client, Console console) {
    this.client = client;
    this.console = console;
    this.agents = new Agents(client);
  }

  @Override
  public List<Agent> push(PushRequest request) {
    var project = request.plan().project();
    PushPlan.requireNetwork(
        request.manifest(),
        project,
        new Projects(client, console).get(project).getSpec().network());
    var push = new AgentPush(client, console);
    var pushed = new ArrayList<Agent>();
    for (var item : request.plan().agents()) {
      if (request.plan().agents().size() > 1) {
        console.progress("service " + item.name());
      }
      var wanted =
          new AgentWish(
              project, item.name(), item.service(), request.flags(), push.links(project, item));
      var applied = push.push(request.source(), wanted);
      pushed.add(request.timeout() == null ? applied : push.awaitReady(applied, request.timeout()));
    }
    return pushed;
  }

  @Override
  public Agent get(String project, String name) {
    return agents.get(project, name);
  }

  @Override
  public List<Agent> list(String project) {
    return agents.list(project);
  }

  @Override
  public Agent restart(String project, String name, Duration timeout) {
    if (agents.get(project, name).getSpec().suspend()) {
      throw new Failure(
          "agent %s is suspended and has no pods: set spec.suspend to false first".formatted(name));
    }
    console.progress("restarting agent " + name);
    var changed =
        ServerSideApply.merge(
            agents.resource(project, name),
            Map.of("spec", Map.of("restartedAt", Instant.now().toString())));
    return new AgentPush(client, console).awaitReady(changed, timeout);
  }

  @Override
  public Rolled rollback(String project, String name, String to, Duration timeout) {
    var target = RollbackTarget.of(agents.get(project, name), to);
    boolean newest = target.equals(RollbackTarget.NEWEST);
    console.progress("rolling back to " + (newest ? "the newest" : target));
    var changed =
        ServerSideApply.merge(
            agents.resource(project, name), newest ? ReleasePin.none() : ReleasePin.to(target));
    return new Rolled(new AgentPush(client, console).awaitReady(changed, timeout), target);
  }

  @Override
  public void buildLog(String project, String name) {
    var agent = agents.get(project, name);
    var build = agent.getStatus() == null ? null : agent.getStatus().build();
    if (build != null && build.startedAt() != null && build.finishedAt() == null) {
      new AgentLogs(client, agent, AgentLogs.Component.BUILD, console).print(Integer.MAX_VALUE);
      return;
    }
    // The operator keeps it when a build ends: the build's pods are soon gone.
    var kept =
        client
            .configMaps()
            .inNamespace(Agents.namespace(project))
            .withName(name + "-build-log")
            .get();
    if (kept == null || kept.getData() == null) {
      throw new Failure(
          "agent %s has no build log: its image was given, or it was not built yet (see 'mandala agent status')"
              .formatted(name));
    }
    var log = kept.getData().getOrDefault("log", "");
    console.answer(log::stripTrailing, Map.of("log", log));
  }

  @Override
  public void delete(String project, String name, Duration timeout) {
    agents.delete(project, name, timeout);
  }

  @Override
  public void logs(String project, String name, LogWish wish) {
    var logs = new AgentLogs(client, agents.get(project, name), wish.component(), console);
    if (wish.follow()) {
      logs.follow(wish.tail());
    } else {
      logs.print(wish.tail());
    }
  }
}
