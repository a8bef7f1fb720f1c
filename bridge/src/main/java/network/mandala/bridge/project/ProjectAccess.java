package network.mandala.bridge.project;

import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.route.Handler;
import network.mandala.bridge.user.UserEndpoints;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;

/** The guards of the older nodes, in their order: registered, project exists, may do it. */
public final class ProjectAccess {
  private final UserEndpoints users;
  private final ProjectStore projects;
  private final String refusal;

  public ProjectAccess(UserEndpoints users, ProjectStore projects) {
    this(users, projects, "User not admin");
  }

  private ProjectAccess(UserEndpoints users, ProjectStore projects, String refusal) {
    this.users = users;
    this.projects = projects;
    this.refusal = refusal;
  }

  /** The same guards, with this text for those who may not; older nodes have several. */
  public ProjectAccess refusing(String text) {
    return new ProjectAccess(users, projects, text);
  }

  /** For owners, admins and viewers. */
  public Handler reader(ProjectHandler handler) {
    return guarded(Role.VIEWER, handler);
  }

  /** For owners and admins. */
  public Handler admin(ProjectHandler handler) {
    return guarded(Role.ADMIN, handler);
  }

  /** For owners. */
  public Handler owner(ProjectHandler handler) {
    return guarded(Role.OWNER, handler);
  }

  private Handler guarded(Role least, ProjectHandler handler) {
    return users.registered(
        call -> {
          var project =
              projects
                  .find(call.variable("id"))
                  .orElseThrow(() -> Refusal.of(404, "Project not found"));
          if (!may(project, call.identity(), least)) {
            // Who may not even read is told the same whatever they ask for.
            throw Refusal.of(
                403,
                least == Role.OWNER && may(project, call.identity(), Role.ADMIN)
                    ? "User not owner"
                    : refusal);
          }
          return handler.answer(call, project);
        });
  }

  /** Roles are written from the highest to the lowest. */
  public static boolean may(Project project, PublicKey identity, Role least) {
    return project.getSpec().admins().stream()
        .filter(admin -> admin.identityKey().equals(identity.hex()))
        .map(Admin::role)
        .anyMatch(role -> role.compareTo(least) <= 0);
  }
}
