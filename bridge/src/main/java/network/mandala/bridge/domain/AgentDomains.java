package network.mandala.bridge.domain;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/**
 * Writes the domains of a project into its Agent. Where nothing is deployed they wait: what deploys
 * calls this afterwards.
 */
public final class AgentDomains {
  private static final String USUAL_NAME = "agent";
  private static final int CONFLICT = 409;
  private static final int MOST_TRIES = 5;

  private final KubernetesClient client;
  private final ProjectStore projects;
  private final JdbiDomains domains;

  public AgentDomains(KubernetesClient client, ProjectStore projects, JdbiDomains domains) {
    this.client = client;
    this.projects = projects;
    this.domains = domains;
  }

  /** So that the Agent asks for all that the project has. */
  public void write(Project project) {
    write(project, Set.of());
  }

  /**
   * As above.
   *
   * @param dropped what it no longer asks for
   */
  void write(Project project, Set<String> dropped) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var agent = find(project);
      if (agent.isEmpty() || isWritten(agent.get(), project, dropped)) {
        return;
      }
    }
    throw Refusal.of(409, "The agent is being changed by others; try again");
  }

  /** One Agent has them, also where a project has several. */
  private Optional<Agent> find(Project project) {
    return projects.agents(project).stream()
        .filter(agent -> !agent.isMarkedForDeletion())
        .min(
            Comparator.comparing((Agent agent) -> !USUAL_NAME.equals(agent.getMetadata().getName()))
                .thenComparing(agent -> agent.getMetadata().getName()));
  }

  /** False if somebody else changed it since it was read. */
  private boolean isWritten(Agent agent, Project project, Set<String> dropped) {
    var metadata = agent.getMetadata();
    var change = DomainChange.of(agent, domains.allOf(project.getMetadata().getName()), dropped);
    if (change.isEmpty()) {
      return true;
    }
    try {
      client
          .resources(Agent.class)
          .inNamespace(metadata.getNamespace())
          .withName(metadata.getName())
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON_MERGE)
                  .withFieldManager(ProjectStore.FIELD_MANAGER)
                  .build(),
              Serialization.asJson(
                  Map.of(
                      "metadata",
                      Map.of("resourceVersion", metadata.getResourceVersion()),
                      "spec",
                      change.get())));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
