package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.DeploymentStore;
import network.mandala.bridge.deploy.Deployments;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.session.Seals;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/** Uploads of source, and what becomes of them. */
public final class DeploymentResource {
  private final Deployments deployments;
  private final DeploymentStore store;
  private final ProjectStore projects;
  private final EventAddress addresses;
  private final Seals seals;
  private final Clock clock;

  public DeploymentResource(
      Deployments deployments,
      DeploymentStore store,
      ProjectStore projects,
      Seals seals,
      Clock clock) {
    this.deployments = deployments;
    this.store = store;
    this.projects = projects;
    this.addresses = new EventAddress(seals, clock);
    this.seals = seals;
    this.clock = clock;
  }

  /**
   * A deployment, as it is shown.
   *
   * @param agent null: nothing was uploaded
   * @param uploadUrl null except to the one who opened it, once
   * @param eventsUrl tells what happens, to whoever has it, for an hour
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record View(
      String id,
      DeploymentProgress.State state,
      String message,
      String url,
      String agent,
      String createdBy,
      String createdAt,
      String expiresAt,
      String uploadUrl,
      String eventsUrl) {}

  public Reply create(Call call, Project project) {
    new Fields(call.body()).failIfAnythingIsWrong();
    var opened =
        IdempotencyKey.of(call)
            .map(key -> deployments.openOnce(project, call.identity(), key))
            .orElseGet(() -> deployments.open(project, call.identity()));
    var deployment = opened.deployment();
    return Reply.json(201, view(deployment, project, opened.url()))
        .with(
            "location",
            "/v2/projects/%s/deployments/%s".formatted(deployment.project(), deployment.id()));
  }

  /** The newest first. */
  public Reply list(Call call, Project project) {
    var in = new Parameters(call.search());
    var wanted = Page.Wanted.read(in, seals, "deployments " + call.variable("id"));
    in.failIfAnythingIsWrong();
    var after = wanted.after().orElse("");
    var found =
        deployments.list(project).stream()
            .filter(deployment -> after.isEmpty() || place(deployment).compareTo(after) < 0)
            .sorted(Comparator.comparing(DeploymentResource::place).reversed())
            .limit(wanted.limit() + 1L)
            .toList();
    return Reply.ok(
        wanted.of(found, DeploymentResource::place, deployment -> view(deployment, project, null)));
  }

  public Reply get(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    var id = call.variable("deployment");
    var deployment =
        store
            .find(id)
            .filter(found -> found.project().equals(project.getMetadata().getName()))
            .orElseThrow(
                () ->
                    Problem.of(
                        ProblemType.NOT_FOUND,
                        "There is no deployment %s in this project"
                            .formatted(Fields.shortened(id))));
    return Reply.ok(view(deployment, project, null));
  }

  private View view(Deployment deployment, Project project, String uploadUrl) {
    var progress = DeploymentProgress.of(deployment, agent(deployment, project), clock.instant());
    return new View(
        deployment.id(),
        progress.state(),
        progress.message(),
        progress.url(),
        deployment.wish() == null ? null : deployment.wish().agent(),
        deployment.creator(),
        deployment.createdAt().toString(),
        deployment.expiresAt().toString(),
        uploadUrl,
        addresses.of(deployment));
  }

  private Optional<Agent> agent(Deployment deployment, Project project) {
    return deployment.wish() == null
        ? Optional.empty()
        : projects.agents(project).stream()
            .filter(agent -> agent.getMetadata().getName().equals(deployment.wish().agent()))
            .findFirst();
  }

  private static String place(Deployment deployment) {
    return "%020d %s".formatted(deployment.createdAt().toEpochMilli(), deployment.id());
  }
}
