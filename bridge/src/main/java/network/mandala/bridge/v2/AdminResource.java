package network.mandala.bridge.v2;

import java.util.Map;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.AdminChange;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;

/** Who else may use a project, and how. */
public final class AdminResource {
  private static final Map<String, Role> ROLES =
      Map.of("owner", Role.OWNER, "admin", Role.ADMIN, "viewer", Role.VIEWER);

  private final ProjectStore projects;

  public AdminResource(ProjectStore projects) {
    this.projects = projects;
  }

  public Reply list(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    return Reply.ok(new Page<>(project.getSpec().admins(), null));
  }

  /** Adds one, or changes the role. */
  public Reply put(Call call, Project project) {
    var fields = new Fields(call.body());
    var role = fields.choice("role", ROLES).orElse(Role.ADMIN);
    fields.failIfAnythingIsWrong();
    var key = key(call);
    projects.changeAdmins(
        call.variable("id"),
        admins -> AdminChange.put(admins, new Admin(key, role), call.identity().hex()));
    return Reply.ok(new Admin(key, role));
  }

  public Reply delete(Call call, Project project) {
    var key = key(call);
    projects.changeAdmins(
        call.variable("id"), admins -> AdminChange.removed(admins, key, call.identity().hex()));
    return Reply.ok(Map.of("removed", key));
  }

  private static String key(Call call) {
    var hex = call.variable("key");
    try {
      var key = PublicKey.parse(hex).hex();
      if (key.equals(hex)) {
        return key;
      }
    } catch (InvalidKey e) {
      throw notAKey();
    }
    throw notAKey();
  }

  private static RuntimeException notAKey() {
    return Problem.of(
        ProblemType.INVALID_REQUEST,
        "The path ends with an identity key: 66 lower case hexadecimal digits");
  }
}
