package network.mandala.bridge.v2;

import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectHandler;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Handler;
import network.mandala.crds.project.Role;

/** Who may do what in a project. Nobody has to register: a role is enough. */
public final class V2Access {
  private final ProjectStore projects;

  public V2Access(ProjectStore projects) {
    this.projects = projects;
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
    return call -> {
      var id = call.variable("id");
      var project =
          projects
              .find(id)
              .orElseThrow(
                  () ->
                      Problem.of(
                          ProblemType.NOT_FOUND, "There is no project " + Fields.shortened(id)));
      if (!ProjectAccess.may(project, call.identity(), least)) {
        throw Problem.of(
            ProblemType.FORBIDDEN,
            "The key %s is not %s of project %s: an owner or admin can add it"
                .formatted(
                    call.identity().hex(), least == Role.OWNER ? "an owner" : words(least), id));
      }
      return handler.answer(call, project);
    };
  }

  private static String words(Role least) {
    return least == Role.ADMIN ? "an owner or admin" : "an owner, admin or viewer";
  }
}
