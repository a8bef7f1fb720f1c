package network.mandala.bridge.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.KeyHolders;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;

/**
 * Custom resources, read from a cache with an index by key: a list costs the same with ten projects
 * and with ten thousand. One that the cache does not have yet is asked for.
 */
public final class KubernetesProjects implements ProjectStore, AutoCloseable {
  private static final String BY_KEY = "admin";
  private static final Predicate<String> IS_ID = Pattern.compile("[0-9a-f]{32}").asMatchPredicate();
  private static final int MOST_TRIES = 5;
  private static final Duration CACHE_DELAY = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final SharedIndexInformer<Project> projects;
  private final ObjectMapper json = new ObjectMapper();

  private KubernetesProjects(KubernetesClient client, SharedIndexInformer<Project> projects) {
    this.client = client;
    this.projects = projects;
  }

  public static KubernetesProjects watch(KubernetesClient client) {
    var informer = client.resources(Project.class).runnableInformer(0);
    informer.addIndexers(
        Map.of(
            BY_KEY,
            project ->
                project.getSpec() == null || !IS_ID.test(project.getMetadata().getName())
                    ? List.of()
                    : project.getSpec().admins().stream().map(Admin::identityKey).toList()));
    informer.run();
    return new KubernetesProjects(client, informer);
  }

  @Override
  public Optional<Project> find(String id) {
    if (!IS_ID.test(id)) {
      return Optional.empty();
    }
    var known = projects.getStore().getByKey(id);
    return known != null
        ? Optional.of(known)
        : Optional.ofNullable(client.resources(Project.class).withName(id).get());
  }

  @Override
  public List<Project> of(PublicKey identity) {
    return projects.getIndexer().byIndex(BY_KEY, identity.hex()).stream()
        .sorted(
            Comparator.comparing((Project p) -> p.getMetadata().getCreationTimestamp())
                .thenComparing(p -> p.getMetadata().getName()))
        .toList();
  }

  @Override
  public void create(Project project) {
    client.resource(project).create();
    long end = System.nanoTime() + CACHE_DELAY.toNanos();
    while (projects.getStore().getByKey(project.getMetadata().getName()) == null
        && System.nanoTime() - end < 0) {
      pause();
    }
  }

  @Override
  public void changeAdmins(String id, UnaryOperator<List<Admin>> change) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var now = client.resources(Project.class).withName(id).get();
      if (now == null) {
        throw Refusal.of(404, "Project not found");
      }
      var admins = change.apply(now.getSpec().admins());
      if (admins.equals(now.getSpec().admins()) || write(now, "/spec/admins", admins)) {
        return;
      }
    }
    throw Refusal.of(409, "The project is being changed by others; try again");
  }

  @Override
  public Project changeKeyHolders(String id, UnaryOperator<KeyHolders> change) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var now = client.resources(Project.class).withName(id).get();
      if (now == null) {
        throw Refusal.of(404, "Project not found");
      }
      var wanted = change.apply(now.getSpec().bridge());
      if (wanted.equals(now.getSpec().bridge())) {
        return now;
      }
      if (write(now, "/spec/bridge", wanted)) {
        return client.resources(Project.class).withName(id).require();
      }
    }
    throw Refusal.of(409, "The project is being changed by others; try again");
  }

  @Override
  public List<Agent> agents(Project project) {
    var status = project.getStatus();
    return status == null || status.namespace() == null
        ? List.of()
        : client.resources(Agent.class).inNamespace(status.namespace()).list().getItems();
  }

  /** False if somebody else changed the project since it was read. */
  private boolean write(Project read, String path, Object value) {
    try {
      var patch =
          json.writeValueAsString(
              List.of(
                  Map.of(
                      "op", "test",
                      "path", "/metadata/resourceVersion",
                      "value", read.getMetadata().getResourceVersion()),
                  Map.of("op", "add", "path", path, "value", value)));
      client
          .resources(Project.class)
          .withName(read.getMetadata().getName())
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON)
                  .withFieldManager(FIELD_MANAGER)
                  .build(),
              patch);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT || e.getCode() == UNPROCESSABLE) {
        return false;
      }
      throw e;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a project cannot be written as JSON", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.of(503, "The node is ending; try again");
    }
  }

  @Override
  public void close() {
    projects.close();
  }
}
