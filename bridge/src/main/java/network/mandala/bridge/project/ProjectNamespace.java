package network.mandala.bridge.project;

import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.crds.project.Project;

/** Where what belongs to a project lies in the cluster. */
public final class ProjectNamespace {
  private ProjectNamespace() {}

  /**
   * @throws Refusal 503 in the first seconds of a project
   */
  public static String of(Project project) {
    var status = project.getStatus();
    if (status == null || status.namespace() == null) {
      throw notYet();
    }
    return status.namespace();
  }

  /** The project is younger than its namespace. */
  public static Refusal notYet() {
    return new Refusal(
        Reply.error(503, "The project is being prepared; try again").with("retry-after", "2"));
  }
}
