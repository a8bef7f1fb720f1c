package network.mandala.bridge.deploy;

import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** Deployments as the older nodes speak of them. */
public final class DeployEndpoints {
  private final Deployments deployments;

  public DeployEndpoints(Deployments deployments) {
    this.deployments = deployments;
  }

  public Reply open(Call call, Project project) {
    var opened = deployments.open(project, call.identity());
    return Reply.ok(
        Json.object()
            .put("url", opened.url())
            .put("deploymentId", opened.deployment().id())
            .put("message", "Deployment created")
            .put("expiresAt", opened.deployment().expiresAt().toString()));
  }

  public Reply list(Call call, Project project) {
    var reply = Json.object();
    var list = reply.putArray("deploys");
    for (var deployment : deployments.list(project)) {
      list.addObject()
          .put("deployment_uuid", deployment.id())
          .put("created_at", deployment.createdAt().toString());
    }
    return Reply.ok(reply);
  }
}
