package network.mandala.bridge.deploy;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;

/** Which release of an agent runs, what its last build wrote, and its end. */
public final class AgentReleases {
  /** The operator keeps it beside the agent, without what looks like a credential. */
  private static final String BUILD_LOG = "-build-log";

  private final KubernetesClient client;

  public AgentReleases(KubernetesClient client) {
    this.client = client;
  }

  /** Runs an earlier release, until something is deployed. */
  public void pin(Agent agent, String release) {
    change(agent, release);
  }

  /** Runs what was deployed last. */
  public void unpin(Agent agent) {
    change(agent, null);
  }

  private void change(Agent agent, String release) {
    var spec = new HashMap<String, Object>();
    spec.put("release", release);
    resource(agent)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(ProjectStore.FIELD_MANAGER)
                .build(),
            Serialization.asJson(Map.of("spec", spec)));
  }

  /** What its last build that ended has written; empty: nothing was built. */
  public Optional<String> buildLog(Agent agent) {
    var kept =
        client
            .configMaps()
            .inNamespace(agent.getMetadata().getNamespace())
            .withName(agent.getMetadata().getName() + BUILD_LOG)
            .get();
    return kept == null || kept.getData() == null
        ? Optional.empty()
        : Optional.ofNullable(kept.getData().get("log"));
  }

  /** Begins to delete it with its pods, its address and its data; it ends by itself. */
  public void delete(Agent agent) {
    resource(agent).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
  }

  private Resource<Agent> resource(Agent agent) {
    return client
        .resources(Agent.class)
        .inNamespace(agent.getMetadata().getNamespace())
        .withName(agent.getMetadata().getName());
  }
}
