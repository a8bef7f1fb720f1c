package network.mandala.bridge.project;

import java.util.Map;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** The end of a project. */
public final class RemovalEndpoints {
  private final ProjectRemoval removal;

  public RemovalEndpoints(ProjectRemoval removal) {
    this.removal = removal;
  }

  /** 202 if it takes longer than a caller waits. */
  public Reply delete(Call call, Project project) {
    return removal.remove(project)
        ? Reply.ok(Map.of("message", "Project deleted"))
        : Reply.json(
            202,
            Map.of(
                "message",
                "Project is being deleted; /project/list has it until everything is gone"));
  }
}
