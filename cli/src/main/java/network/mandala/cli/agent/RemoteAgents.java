package network.mandala.cli.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Polling;
import network.mandala.cli.follow.Progress;
import network.mandala.cli.project.RemoteProjects;
import network.mandala.cli.remote.Node;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.Release;

/** The agents of a key's projects at a node. */
final class RemoteAgents implements AgentBackend {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Node node;
  private final Console console;
  private final RemoteProjects projects;

  RemoteAgents(Node node, Console console) {
    this.node = node;
    this.console = console;
    this.projects = new RemoteProjects(node, console);
  }

  @Override
  public List<Agent> push(PushRequest request) {
    var id = projects.id(request.plan().project());
    var network = projects.get(id).getSpec().network();
    PushPlan.requireNetwork(request.manifest(), id, network);
    var manifest = new RemoteManifest(node.url(), id, network);
    var push = new RemotePush(node, console, id);
    var pushed = new ArrayList<Agent>();
    for (var item : request.plan().agents()) {
      if (!item.links().isEmpty()) {
        console.progress(
            "service %s: its links are not made by a node yet; give it the URLs as variables"
                .formatted(item.name()));
      }
      try (var source =
          RemoteSource.pack(request.source(), manifest.of(request, item.name()), console)) {
        push.push(item.name(), source.file(), request.timeout());
      }
      var agent = get(id, item.name());
      if (request.timeout() != null) {
        new UrlProbe(console).knock(agent.getStatus());
      }
      pushed.add(agent);
    }
    return pushed;
  }

  @Override
  public Agent get(String project, String name) {
    var id = projects.id(project);
    return agent(
        id,
        node.find(Node.path("projects", id, "agents", name))
            .orElseThrow(
                () ->
                    new Failure(
                        "there is no agent %s in project %s: see 'mandala agent list --project %s'"
                            .formatted(name, project, project))));
  }

  @Override
  public List<Agent> list(String project) {
    var ids =
        project == null
            ? projects.list().stream().map(p -> p.getMetadata().getName()).toList()
            : List.of(projects.id(project));
    var agents = new ArrayList<Agent>();
    for (var id : ids) {
      node.all(Node.path("projects", id, "agents")).forEach(view -> agents.add(agent(id, view)));
    }
    return agents;
  }

  @Override
  public Agent restart(String project, String name, Duration timeout) {
    var id = projects.id(project);
    var path = Node.path("projects", id, "agents", name);
    console.progress("restarting agent " + name);
    node.post(path + "/restart", Map.of());
    return agent(
        id,
        new Polling(console)
            .follow(
                () -> node.get(path),
                view ->
                    view.path("ready").asBoolean()
                        ? new Progress.Arrived()
                        : new Progress.Underway("the pods are being replaced"),
                timeout));
  }

  @Override
  public Rolled rollback(String project, String name, String to, Duration timeout) {
    var id = projects.id(project);
    var target = RollbackTarget.of(get(project, name), to);
    var path = Node.path("projects", id, "agents", name);
    console.progress(
        "rolling back to " + (target.equals(RollbackTarget.NEWEST) ? "the newest" : target));
    node.post(path + "/rollback", Map.of("release", target));
    var ready =
        new Polling(console)
            .follow(
                () -> node.get(path),
                view ->
                    view.path("ready").asBoolean()
                        ? new Progress.Arrived()
                        : new Progress.Underway("the release is being rolled out"),
                timeout);
    return new Rolled(agent(id, ready), target);
  }

  @Override
  public void buildLog(String project, String name) {
    var log =
        node.get(Node.path("projects", projects.id(project), "agents", name, "build-log"))
            .path("text")
            .asText();
    console.answer(log::stripTrailing, Map.of("log", log));
  }

  @Override
  public void delete(String project, String name, Duration timeout) {
    get(project, name);
    var path = Node.path("projects", projects.id(project), "agents", name);
    node.delete(path);
    new Polling(console)
        .follow(
            () -> node.find(path),
            found ->
                found.isEmpty()
                    ? new Progress.Arrived()
                    : new Progress.Underway("it is being deleted"),
            timeout);
  }

  @Override
  public void logs(String project, String name, LogWish wish) {
    if (wish.follow() || wish.component() != AgentLogs.Component.AGENT) {
      throw new Failure(
          "a node shows the lines that there are: leave --follow and --build out (builds are told"
              + " by agent push)");
    }
    var id = projects.id(project);
    get(id, name);
    var answer =
        node.get(Node.path("projects", id, "logs") + "?source=agent&hours=168&tail=" + wish.tail());
    answer
        .path("text")
        .asText()
        .lines()
        .forEach(line -> console.line(() -> line, Map.of("line", line)));
  }

  /** The resource as far as the node shows it. */
  static Agent agent(String project, JsonNode view) {
    var agent = new Agent();
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withName(view.path("name").asText())
            .withNamespace(Agents.namespace(project))
            .withCreationTimestamp(view.path("createdAt").textValue())
            .build());
    var spec = JSON.createObjectNode();
    spec.putObject("source").put("image", view.path("image").asText(""));
    spec.put("suspend", view.path("suspended").asBoolean());
    spec.put("release", view.path("pinned").textValue());
    agent.setSpec(JSON.convertValue(spec, AgentSpec.class));
    agent.setStatus(
        new AgentStatus(
            null,
            view.path("url").textValue(),
            view.path("frontendUrl").textValue(),
            view.path("image").textValue(),
            null,
            null,
            view.path("release").textValue(),
            view.path("releases")
                .valueStream()
                .map(release -> JSON.convertValue(release, Release.class))
                .toList(),
            view.path("replicas").asInt(),
            view.path("readyReplicas").asInt(),
            null,
            null,
            null,
            null,
            view.path("conditions").valueStream().map(RemoteAgents::condition).toList()));
    return agent;
  }

  private static Condition condition(JsonNode view) {
    return new ConditionBuilder()
        .withType(view.path("type").asText())
        .withStatus(view.path("status").asText())
        .withReason(view.path("reason").textValue())
        .withMessage(view.path("message").textValue())
        .withLastTransitionTime(view.path("since").textValue())
        .build();
  }
}
