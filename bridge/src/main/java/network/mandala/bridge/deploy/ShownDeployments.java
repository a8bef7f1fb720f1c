package network.mandala.bridge.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.environment.VariableNames;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectDeployments;
import network.mandala.bridge.project.ServiceLinks;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;

/** Deployments and variables, as a project is shown with them. */
public final class ShownDeployments implements ProjectDeployments {
  private final DeploymentStore store;
  private final Environments environments;
  private final ServiceLinks links;

  public ShownDeployments(DeploymentStore store, Environments environments, ServiceLinks links) {
    this.store = store;
    this.environments = environments;
    this.links = links;
  }

  @Override
  public Optional<Newest> newest(String projectId) {
    return store
        .newestAccepted(projectId)
        .map(deployment -> new Newest(deployment.id(), deployment.wish().agent()));
  }

  @Override
  public List<ServiceLinks.Link> links(String projectId) {
    return links.of(projectId);
  }

  @Override
  public Map<String, String> variables(Project project, PublicKey reader) {
    boolean revealed =
        project.getSpec().bridge().revealSecrets()
            && ProjectAccess.may(project, reader, Role.ADMIN);
    return project.getStatus() == null || project.getStatus().namespace() == null
        ? Map.of()
        : VariableNames.shown(environments.read(project), revealed);
  }
}
