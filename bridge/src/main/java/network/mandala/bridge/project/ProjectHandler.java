package network.mandala.bridge.project;

import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** Answers calls about a project in which the caller may do it. */
@FunctionalInterface
public interface ProjectHandler {
  Reply answer(Call call, Project project);
}
