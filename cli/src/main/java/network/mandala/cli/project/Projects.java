package network.mandala.cli.project;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Conditions;
import network.mandala.cli.follow.Follower;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;

/** What the command line does with Projects in a cluster. */
public final class Projects implements ProjectBackend {
  private final KubernetesClient client;
  private final Console console;

  public Projects(KubernetesClient client, Console console) {
    this.client = client;
    this.console = console;
  }

  @Override
  public Project apply(String name, Map<String, Object> spec) {
    ServerSideApply.apply(client, Project.class, null, name, spec);
    return get(name);
  }

  @Override
  public Project awaitReady(Project applied, Duration timeout) {
    long generation = applied.getMetadata().getGeneration();
    return new Follower(console)
        .follow(
            resource(applied.getMetadata().getName()),
            project -> progress(project, generation),
            timeout);
  }

  @Override
  public Project get(String name) {
    Project project = resource(name).get();
    if (project == null) {
      throw new Failure(
          "there is no project "
              + name
              + ": see 'mandala project list', or make it: mandala project create "
              + name);
    }
    return project;
  }

  /** Fails, with what to do, when the project cannot be worked in yet. */
  public void requireReady(String name) {
    var status = get(name).getStatus();
    if (status == null || !Conditions.isTrue(status.conditions(), "Ready")) {
      throw new Failure(
          "project " + name + " is not ready: see 'mandala project get " + name + "'");
    }
  }

  @Override
  public List<Project> list() {
    return client.resources(Project.class).list().getItems();
  }

  @Override
  public void delete(String name, Duration timeout) {
    get(name);
    resource(name).delete();
    console.progress("deleting project " + name + " and everything in it");
    try {
      resource(name).waitUntilCondition(Objects::isNull, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new Failure(
          "project "
              + name
              + " is still being deleted after "
              + timeout.toSeconds()
              + " s: see what holds it: kubectl describe project "
              + name,
          e);
    }
  }

  @Override
  public List<Admin> admins(String name) {
    return get(name).getSpec().admins();
  }

  @Override
  public void putAdmin(String name, Admin admin) {
    changeAdmins(
        name,
        admins -> Stream.concat(without(admins, admin.identityKey()), Stream.of(admin)).toList());
  }

  @Override
  public void removeAdmin(String name, String identityKey) {
    if (without(admins(name), identityKey).count() == admins(name).size()) {
      throw new Failure("the key " + identityKey + " has no role in project " + name);
    }
    changeAdmins(name, admins -> without(admins, identityKey).toList());
  }

  private static Stream<Admin> without(List<Admin> admins, String key) {
    return admins.stream().filter(admin -> !admin.identityKey().equals(key));
  }

  /** Who else changed them since they were read wins: then it is refused. */
  private void changeAdmins(String name, UnaryOperator<List<Admin>> change) {
    var read = get(name);
    var metadata = Map.of("resourceVersion", read.getMetadata().getResourceVersion());
    var admins = change.apply(read.getSpec().admins());
    ServerSideApply.merge(
        resource(name), Map.of("metadata", metadata, "spec", Map.of("admins", admins)));
  }

  static Progress progress(Project project, long generation) {
    if (project == null) {
      return new Progress.Stuck("the project was deleted by somebody else while we waited");
    }
    var status = project.getStatus();
    if (status == null
        || status.observedGeneration() == null
        || status.observedGeneration() < generation) {
      return new Progress.Underway("waiting for the operator to see the project");
    }
    if (Conditions.isTrue(status.conditions(), "Ready")) {
      return new Progress.Arrived();
    }
    return new Progress.Underway(
        Conditions.find(status.conditions(), "Ready")
            .map(Conditions::words)
            .orElse("the operator works on the project"));
  }

  private Resource<Project> resource(String name) {
    return client.resources(Project.class).withName(name);
  }
}
