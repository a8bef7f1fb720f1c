package network.mandala.bridge.v2;

import java.util.Comparator;
import java.util.Map;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.pods.AgentRestart;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.session.Seals;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/** What runs in a project. */
public final class AgentResource {
  private final ProjectStore projects;
  private final AgentRestart restart;
  private final Seals seals;

  public AgentResource(ProjectStore projects, AgentRestart restart, Seals seals) {
    this.projects = projects;
    this.restart = restart;
    this.seals = seals;
  }

  /** By name. */
  public Reply list(Call call, Project project) {
    var in = new Parameters(call.search());
    var wanted = Page.Wanted.read(in, seals, "agents " + call.variable("id"));
    in.failIfAnythingIsWrong();
    var found =
        projects.agents(project).stream()
            .filter(agent -> name(agent).compareTo(wanted.after().orElse("")) > 0)
            .sorted(Comparator.comparing(AgentResource::name))
            .limit(wanted.limit() + 1L)
            .toList();
    return Reply.ok(wanted.of(found, AgentResource::name, AgentView::of));
  }

  public Reply get(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    return Reply.ok(AgentView.of(agent(call, project)));
  }

  /** Nothing is built; the pods are replaced one after the other. */
  public Reply restart(Call call, Project project) {
    new Fields(call.body()).failIfAnythingIsWrong();
    var agent = agent(call, project);
    if (agent.getSpec().suspend()) {
      throw Problem.of(ProblemType.CONFLICT, "The agent is suspended and has no pods");
    }
    restart.restart(agent);
    return Reply.json(202, Map.of("restarted", name(agent)));
  }

  /** The agent that the path names. */
  private Agent agent(Call call, Project project) {
    var name = call.variable("agent");
    return projects.agents(project).stream()
        .filter(agent -> name(agent).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemType.NOT_FOUND,
                    "There is no agent %s in this project".formatted(Fields.shortened(name))));
  }

  private static String name(Agent agent) {
    return agent.getMetadata().getName();
  }
}
