package network.mandala.bridge.environment;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectNamespace;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.project.Project;

/**
 * The variables of projects, in Secrets of their namespaces. Values are in no resource that others
 * may read, and in no log.
 */
public final class Environments {
  /** Of all names and values of a project: a Secret takes not much more. */
  static final int MOST_BYTES = 512 << 10;

  private static final int MOST_VARIABLES = 200;
  private static final int MOST_TRIES = 5;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(ProjectStore.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  public Environments(KubernetesClient client) {
    this.client = client;
  }

  /** What the admins have set. */
  public Map<String, String> read(Project project) {
    var secret = find(ProjectNamespace.of(project));
    return secret == null ? Map.of() : EnvironmentSecrets.variables(secret);
  }

  /**
   * Writes what is made of the variables as they are; it is called again if somebody else was
   * faster.
   *
   * @return the new ones
   */
  public Map<String, String> change(Project project, UnaryOperator<Map<String, String>> change) {
    var namespace = ProjectNamespace.of(project);
    for (int i = 0; i < MOST_TRIES; i++) {
      var before = find(namespace);
      var wanted = change.apply(before == null ? Map.of() : EnvironmentSecrets.variables(before));
      requireRoom(wanted);
      if (write(namespace, before, wanted)) {
        return Map.copyOf(wanted);
      }
    }
    throw Refusal.of(409, "The settings are being changed by others; try again");
  }

  /**
   * The names of the Secrets that pods are given now, of which later ones win: the key of the
   * project, and what admins have set.
   */
  public List<String> forPods(Project project) {
    var names = new ArrayList<String>();
    if (project.getSpec().bridge().blockchainFunding()) {
      names.add(ProjectKeys.NAME);
    }
    var variables = read(project);
    if (!variables.isEmpty()) {
      names.add(keep(project, EnvironmentSecrets.COPIES, variables));
    }
    return List.copyOf(names);
  }

  /** The same for what a manifest says. */
  public Optional<String> ofManifest(Project project, Map<String, String> variables) {
    if (variables.isEmpty()) {
      return Optional.empty();
    }
    requireRoom(variables);
    return Optional.of(keep(project, EnvironmentSecrets.MANIFESTS, variables));
  }

  /** Whether a Secret is one of those that {@link #forPods} names. */
  public static boolean isForPods(String name) {
    return name.startsWith(EnvironmentSecrets.COPIES) || name.equals(ProjectKeys.NAME);
  }

  private String keep(Project project, String prefix, Map<String, String> variables) {
    var namespace = ProjectNamespace.of(project);
    var secret = EnvironmentSecrets.immutable(namespace, prefix, variables);
    try {
      client.resource(secret).create();
    } catch (KubernetesClientException e) {
      requireNamespace(e);
      // One of the same name has the same content, and it cannot be changed.
      if (e.getCode() != CONFLICT) {
        throw e;
      }
    }
    return secret.getMetadata().getName();
  }

  private Secret find(String namespace) {
    return client.secrets().inNamespace(namespace).withName(EnvironmentSecrets.CURRENT).get();
  }

  /** False if somebody else was faster. */
  private boolean write(String namespace, Secret before, Map<String, String> variables) {
    try {
      if (before == null) {
        client.resource(EnvironmentSecrets.current(namespace, variables)).create();
      } else {
        client
            .secrets()
            .inNamespace(namespace)
            .withName(EnvironmentSecrets.CURRENT)
            .patch(PATCH, EnvironmentSecrets.replacement(before, variables));
      }
      return true;
    } catch (KubernetesClientException e) {
      requireNamespace(e);
      if (e.getCode() == CONFLICT || e.getCode() == UNPROCESSABLE) {
        return false;
      }
      throw e;
    }
  }

  private static void requireNamespace(KubernetesClientException e) {
    if (e.getCode() == NOT_FOUND) {
      throw ProjectNamespace.notYet();
    }
  }

  private static void requireRoom(Map<String, String> variables) {
    var all = new TreeMap<>(variables);
    long bytes =
        all.entrySet().stream()
            .mapToLong(
                e ->
                    e.getKey().length()
                        + (long)
                            e.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
            .sum();
    if (all.size() > MOST_VARIABLES) {
      throw Refusal.of(400, "There are at most " + MOST_VARIABLES + " variables");
    }
    if (bytes > MOST_BYTES) {
      throw Refusal.of(
          400, "The variables have more than " + MOST_BYTES + " bytes with their names");
    }
  }
}
