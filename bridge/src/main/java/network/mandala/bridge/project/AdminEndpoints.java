package network.mandala.bridge.project;

import java.util.Map;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.user.Users;
import network.mandala.crds.project.Project;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;

/** Who else may use a project. */
public final class AdminEndpoints {
  /** What all users of the older nodes have. It is shown, and names nobody. */
  private static final String NO_EMAIL = "placeholder@domain.com";

  private final ProjectStore projects;
  private final Users users;

  public AdminEndpoints(ProjectStore projects, Users users) {
    this.projects = projects;
    this.users = users;
  }

  public Reply add(Call call, Project project) {
    var key = target(call);
    var was = project.getSpec().admins();
    if (AdminChange.added(was, key).equals(was)) {
      return Reply.ok(Map.of("message", "User is already an admin"));
    }
    projects.changeAdmins(name(project), admins -> AdminChange.added(admins, key));
    return Reply.ok(Map.of("message", "Admin added"));
  }

  public Reply remove(Call call, Project project) {
    var key = target(call);
    projects.changeAdmins(
        name(project), admins -> AdminChange.removed(admins, key, call.identity().hex()));
    return Reply.ok(Map.of("message", "Admin removed"));
  }

  public Reply list(Call call, Project project) {
    var reply = Json.object();
    var list = reply.putArray("admins");
    for (var admin : project.getSpec().admins()) {
      list.addObject()
          .put("identity_key", admin.identityKey())
          .put("email", NO_EMAIL)
          .put("added_at", project.getMetadata().getCreationTimestamp());
    }
    return Reply.ok(reply);
  }

  /** A key that is registered. An address finds nobody: none was ever proved. */
  private String target(Call call) {
    try {
      var key = PublicKey.parse(call.body().path("identityKeyOrEmail").asText(""));
      if (users.isRegistered(key)) {
        return key.hex();
      }
    } catch (InvalidKey e) {
      throw Refusal.of(400, "Target user not registered");
    }
    throw Refusal.of(400, "Target user not registered");
  }

  private static String name(Project project) {
    return project.getMetadata().getName();
  }
}
