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
  public void logs(String project, String name, LogWish wish) {
    var logs = new AgentLogs(client, agents.get(project, name), wish.component(), console);
    if (wish.follow()) {
      logs.follow(wish.tail());
    } else {
      logs.print(wish.tail());
    }
  }
}
