package network.mandala.bridge.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;

/** What is to be known of the deployments of a project to show it. */
public interface ProjectDeployments {
  /** The one whose upload was accepted last. */
  Optional<Newest> newest(String projectId);

  /** What services of the project are told of each other. */
  List<ServiceLinks.Link> links(String projectId);

  /**
   * The variables of the project, for an answer: none whose name looks secret can be read, unless
   * the project lets this reader.
   */
  Map<String, String> variables(Project project, PublicKey reader);

  /**
   * A deployment.
   *
   * @param agent that it is of
   */
  record Newest(String id, String agent) {}
}
