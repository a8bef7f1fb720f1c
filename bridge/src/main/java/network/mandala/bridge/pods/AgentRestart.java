package network.mandala.bridge.pods;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/**
 * Asks for new pods of the same release: nothing is built. The operator replaces them one after the
 * other, as in a roll-out.
 */
public final class AgentRestart {
  private final KubernetesClient client;
  private final ProjectStore projects;
  private final Clock clock;

  public AgentRestart(KubernetesClient client, ProjectStore projects, Clock clock) {
    this.client = client;
    this.projects = projects;
    this.clock = clock;
  }

  /**
   * Of all agents of the project that have pods.
   *
   * @return their names; none if nothing is deployed, or all are suspended
   */
  public List<String> restart(Project project) {
    var agents =
        projects.agents(project).stream().filter(agent -> !agent.getSpec().suspend()).toList();
    agents.forEach(this::restart);
    return agents.stream().map(agent -> agent.getMetadata().getName()).toList();
  }

  /** Of one that is not suspended. */
  public void restart(Agent agent) {
    client
        .resources(Agent.class)
        .inNamespace(agent.getMetadata().getNamespace())
        .withName(agent.getMetadata().getName())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(ProjectStore.FIELD_MANAGER)
                .build(),
            Serialization.asJson(
                Map.of("spec", Map.of("restartedAt", clock.instant().toString()))));
  }
}
