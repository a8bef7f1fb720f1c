package network.mandala.bridge.v2;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.deploy.AgentReleases;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.pods.AgentRestart;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.session.Seals;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Release;
import network.mandala.crds.project.Project;

/** What runs in a project. */
public final class AgentResource {
  private final ProjectStore projects;

  /** In place of an id: what was deployed last. */
  private static final String NEWEST = "newest";

  private static final int LONGEST_RELEASE = 63;

  private final AgentRestart restart;
  private final AgentReleases releases;
  private final Seals seals;

  public AgentResource(
      ProjectStore projects, AgentRestart restart, AgentReleases releases, Seals seals) {
    this.projects = projects;
    this.restart = restart;
    this.releases = releases;
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

  /** An earlier release with its own image and variables, until something is deployed. */
  public Reply rollback(Call call, Project project) {
    var in = new Fields(call.body());
    in.require("release");
    var release = in.text("release", LONGEST_RELEASE).orElse("");
    in.failIfAnythingIsWrong();
    var agent = agent(call, project);
    if (release.equals(NEWEST)) {
      releases.unpin(agent);
    } else {
      requireKnown(agent, release);
      releases.pin(agent, release);
    }
    return Reply.json(202, Map.of("agent", name(agent), "release", release));
  }

  private static void requireKnown(Agent agent, String release) {
    var known =
        agent.getStatus() == null
            ? List.<String>of()
            : agent.getStatus().releases().stream().map(Release::id).toList();
    if (!known.contains(release)) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "There is no release %s of agent %s; there are: %s"
              .formatted(
                  Fields.shortened(release),
                  name(agent),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }

  /** Of the last build that ended. */
  public Reply buildLog(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    var agent = agent(call, project);
    return Reply.ok(
        Map.of(
            "text",
            releases
                .buildLog(agent)
                .orElseThrow(
                    () ->
                        Problem.of(
                            ProblemType.NOT_FOUND,
                            "No build of agent %s has ended yet: its image was given, or it is being built"
                                .formatted(name(agent))))));
  }

  /** With its data; it ends by itself. */
  public Reply delete(Call call, Project project) {
    var agent = agent(call, project);
    releases.delete(agent);
    return Reply.json(202, Map.of("removed", name(agent)));
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
