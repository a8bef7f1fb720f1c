package network.mandala.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Polling;
import network.mandala.cli.follow.Progress;
import network.mandala.cli.remote.Node;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.ProjectStatus;

/**
 * The projects of a key at a node. The node names them; the name that a person gives one is looked
 * up among those of the key.
 */
public final class RemoteProjects implements ProjectBackend {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROJECTS = Node.path("projects");
  private static final String ID = "[0-9a-f]{32}";

  private final Node node;
  private final Console console;

  public RemoteProjects(Node node, Console console) {
    this.node = node;
    this.console = console;
  }

  /** The id of the project that a person calls by this name. */
  public String id(String name) {
    return name.matches(ID) ? name : find(name).path("id").asText();
  }

  private JsonNode find(String name) {
    var found = named(name);
    if (found.isEmpty()) {
      throw new Failure(
          "there is no project %s of your key at %s: see 'mandala project list', or make it: mandala project create %s"
              .formatted(name, node.url(), name));
    }
    return single(name, found);
  }

  private static JsonNode single(String name, List<JsonNode> found) {
    if (found.size() > 1) {
      throw new Failure(
          "several projects are called %s; say which by id: %s"
              .formatted(
                  name,
                  found.stream()
                      .map(p -> p.path("id").asText())
                      .collect(Collectors.joining(", "))));
    }
    return found.getFirst();
  }

  private List<JsonNode> named(String name) {
    return node.all(PROJECTS).stream()
        .filter(project -> project.path("name").asText().equals(name))
        .toList();
  }

  @Override
  public Project apply(String name, Map<String, Object> spec) {
    if (!spec.isEmpty()) {
      throw new Failure(
          "what a project may use is said by the provider of the node: leave --cpu, --memory,"
              + " --storage, --pods and --display-name out");
    }
    var found = named(name);
    if (!found.isEmpty()) {
      console.progress("your key has a project " + name + " at " + node.url() + " already");
      return project(single(name, found));
    }
    return project(node.post(PROJECTS, Map.of("name", name)));
  }

  @Override
  public Project awaitReady(Project applied, Duration timeout) {
    var path = Node.path("projects", applied.getMetadata().getName());
    return project(
        new Polling(console).follow(() -> node.get(path), RemoteProjects::progress, timeout));
  }

  private static Progress progress(JsonNode project) {
    return switch (project.path("state").asText()) {
      case "READY" -> new Progress.Arrived();
      case "DELETING" -> new Progress.Stuck("the project is being deleted");
      default ->
          new Progress.Underway(
              project.path("message").asText("waiting for the node to see the project"));
    };
  }

  @Override
  public Project get(String name) {
    return name.matches(ID) ? project(node.get(Node.path("projects", name))) : project(find(name));
  }

  @Override
  public List<Project> list() {
    return node.all(PROJECTS).stream().map(RemoteProjects::project).toList();
  }

  @Override
  public void delete(String name, Duration timeout) {
    var path = Node.path("projects", id(name));
    node.delete(path);
    console.progress("deleting project " + name + " and everything in it");
    new Polling(console)
        .follow(
            () -> node.find(path),
            left ->
                left.isEmpty()
                    ? new Progress.Arrived()
                    : new Progress.Underway(
                        left.get().path("message").asText("the node deletes what is in it")),
            timeout);
  }

  @Override
  public List<Admin> admins(String name) {
    return node.get(Node.path("projects", id(name), "admins"))
        .path("items")
        .valueStream()
        .map(admin -> JSON.convertValue(admin, Admin.class))
        .toList();
  }

  @Override
  public void putAdmin(String name, Admin admin) {
    node.put(
        Node.path("projects", id(name), "admins", admin.identityKey()),
        Map.of("role", admin.role()));
  }

  @Override
  public void removeAdmin(String name, String identityKey) {
    node.delete(Node.path("projects", id(name), "admins", identityKey));
  }

  /** The resource as far as the node shows it. */
  static Project project(JsonNode view) {
    var project = new Project();
    project.setMetadata(
        new ObjectMetaBuilder()
            .withName(view.path("id").asText())
            .withCreationTimestamp(view.path("createdAt").textValue())
            .build());
    project.setSpec(
        new ProjectSpec(
            view.path("name").asText(),
            JSON.convertValue(view.path("network"), Network.class),
            null,
            null,
            null,
            null,
            null));
    project.setStatus(
        new ProjectStatus(
            null,
            view.path("id").asText(),
            null,
            null,
            view.has("balance") ? JSON.convertValue(view.path("balance"), Balance.class) : null,
            view.path("agents").asInt(),
            List.of(ready(view))));
    return project;
  }

  private static Condition ready(JsonNode view) {
    return new ConditionBuilder()
        .withType("Ready")
        .withStatus(view.path("state").asText().equals("READY") ? "True" : "False")
        .withReason(view.path("state").asText())
        .withMessage(view.path("message").textValue())
        .build();
  }
}
