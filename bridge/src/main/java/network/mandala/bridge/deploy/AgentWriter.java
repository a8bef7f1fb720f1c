package network.mandala.bridge.deploy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectNamespace;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;

/** Writes the Agents of deployments: their specs, and which variables they are given. */
public final class AgentWriter {
  private static final String ENV_FROM = "envFrom";
  private static final int CONFLICT = 409;
  private static final int MOST_TRIES = 5;

  private final KubernetesClient client;
  private final Environments environments;

  public AgentWriter(KubernetesClient client, Environments environments) {
    this.client = client;
    this.environments = environments;
  }

  /** The Agent asks for this deployment, with the variables of the project as they are then. */
  void apply(Project project, Deployment deployment) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var given = environments.forPods(project);
      apply(project, deployment, given);
      // Who changed them meanwhile may have written them to the Agent before us.
      if (environments.forPods(project).equals(given)) {
        return;
      }
    }
    throw Refusal.of(409, "The settings are being changed by others; try again");
  }

  private void apply(Project project, Deployment deployment, List<String> environment) {
    var wish = deployment.wish();
    var resource = agent(project, wish.agent());
    var before = resource.get();
    boolean pinned = before != null && before.getSpec().release() != null;
    long expected = before == null ? 1 : before.getMetadata().getGeneration() + (pinned ? 2 : 1);
    write(project, deployment, environment, expected);
    if (pinned) {
      var release = new HashMap<String, Object>();
      release.put("release", null);
      merge(resource, Map.of("spec", release));
    }
    var actual = resource.get();
    if (actual != null && actual.getMetadata().getGeneration() != expected) {
      // Nothing new was asked for: say again what this is about.
      write(project, deployment, environment, actual.getMetadata().getGeneration());
    }
  }

  private void write(
      Project project, Deployment deployment, List<String> environment, long generation) {
    var kind = ResourceDefinitionContext.fromResourceType(Agent.class);
    var wanted =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind.getGroup() + "/" + kind.getVersion())
            .withKind(kind.getKind())
            .withNewMetadata()
            .withNamespace(ProjectNamespace.of(project))
            .withName(deployment.wish().agent())
            .withAnnotations(annotations(deployment, generation))
            .endMetadata()
            .addToAdditionalProperties("spec", spec(deployment.wish(), environment))
            .build();
    client
        .genericKubernetesResources(kind)
        .inNamespace(ProjectNamespace.of(project))
        .resource(wanted)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(ProjectStore.FIELD_MANAGER)
                .withForce(true)
                .build());
  }

  private static Map<String, String> annotations(Deployment deployment, long generation) {
    return Map.of(
        AgentAnnotations.PUSHED_BY,
        deployment.creator(),
        AgentAnnotations.PUSHED_GENERATION,
        Long.toString(generation),
        AgentAnnotations.DEPLOYMENT,
        deployment.id(),
        AgentAnnotations.DEPLOYMENT_SOURCE,
        source(deployment.wish()));
  }

  private static String source(Wish wish) {
    return wish.spec().get("source") instanceof Map<?, ?> source
        ? String.valueOf(source.values().iterator().next())
        : "";
  }

  /** Later ones win: what admins set comes after what the manifest says. */
  private static Map<String, Object> spec(Wish wish, List<String> environment) {
    var spec = new LinkedHashMap<>(wish.spec());
    var sources = new ArrayList<Object>();
    if (spec.get(ENV_FROM) instanceof List<?> given) {
      sources.addAll(given);
    }
    environment.forEach(name -> sources.add(secret(name)));
    if (!sources.isEmpty()) {
      spec.put(ENV_FROM, sources);
    }
    return spec;
  }

  /**
   * Gives each Agent of a deployment the variables of its project as they are now: a new release of
   * each.
   *
   * @param by who changed them
   */
  public void refresh(Project project, PublicKey by) {
    for (var agent : list(project)) {
      for (int i = 0; !refresh(project, agent, by); i++) {
        if (i == MOST_TRIES) {
          throw Refusal.of(409, "The agent is being changed by others; try again");
        }
        agent = agent(project, agent.getMetadata().getName()).get();
        if (agent == null) {
          break;
        }
      }
    }
  }

  private List<Agent> list(Project project) {
    return client
        .resources(Agent.class)
        .inNamespace(ProjectNamespace.of(project))
        .list()
        .getItems()
        .stream()
        .filter(agent -> agent.getMetadata().getAnnotations() != null)
        .filter(
            agent -> agent.getMetadata().getAnnotations().containsKey(AgentAnnotations.DEPLOYMENT))
        .toList();
  }

  /** False if somebody else changed it since it was read. */
  private boolean refresh(Project project, Agent read, PublicKey by) {
    var given = environments.forPods(project);
    var sources = new ArrayList<Object>();
    read.getSpec().envFrom().stream()
        .filter(
            source ->
                source.secretRef() == null || !Environments.isForPods(source.secretRef().name()))
        .forEach(sources::add);
    given.forEach(name -> sources.add(secret(name)));
    var metadata = new TreeMap<String, Object>();
    metadata.put("resourceVersion", read.getMetadata().getResourceVersion());
    metadata.put(
        "annotations",
        Map.of(
            AgentAnnotations.PUSHED_BY,
            by.hex(),
            AgentAnnotations.PUSHED_GENERATION,
            Long.toString(read.getMetadata().getGeneration() + 1)));
    try {
      merge(
          agent(project, read.getMetadata().getName()),
          Map.of("metadata", metadata, "spec", Map.of(ENV_FROM, sources)));
      return environments.forPods(project).equals(given);
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private Resource<Agent> agent(Project project, String name) {
    return client.resources(Agent.class).inNamespace(ProjectNamespace.of(project)).withName(name);
  }

  private static void merge(Resource<Agent> resource, Map<String, Object> change) {
    resource.patch(
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(ProjectStore.FIELD_MANAGER)
            .build(),
        Serialization.asJson(change));
  }

  private static Map<String, Object> secret(String name) {
    return Map.of("secretRef", Map.of("name", name));
  }
}
