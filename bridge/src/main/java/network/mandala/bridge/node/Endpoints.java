package network.mandala.bridge.node;

import java.util.Map;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.log.LogEndpoints;
import network.mandala.bridge.project.AdminEndpoints;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectEndpoints;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.user.UserEndpoints;

/** All routes, in one place. */
public final class Endpoints {
  private static final String API = "/api/v1";
  private static final String PROJECT = API + "/project/:id";

  private Endpoints() {}

  public static Routes all(
      UserEndpoints users,
      ProjectAccess access,
      ProjectEndpoints projects,
      AdminEndpoints admins,
      LogEndpoints logs) {
    return new Routes()
        .open("GET", "/health/live", (request, variables) -> Reply.ok(Map.of("status", "ok")))
        .post(API + "/register", users::register)
        .post(API + "/project/create", users.registered(projects::create))
        .post(API + "/project/list", users.registered(projects::list))
        .post(PROJECT + "/info", access.reader(projects::info))
        .post(PROJECT + "/addAdmin", access.admin(admins::add))
        .post(PROJECT + "/removeAdmin", access.admin(admins::remove))
        .post(PROJECT + "/admins/list", access.reader(admins::list))
        .post(PROJECT + "/logs/project", access.reader(logs::project))
        .post(
            PROJECT + "/logs/deployment/:deploymentId",
            access.refusing("Not admin of project").reader(logs::deployment));
  }
}
