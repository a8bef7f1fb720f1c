package network.mandala.operator.project;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Optional;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectReason;
import network.mandala.operator.project.Seen.NamespaceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a project away, one step per call: first the namespace with all its pods and volumes, so
 * that nobody pushes any more; then the repositories. Only then may the finalizer go.
 */
final class ProjectRemoval {

  private static final Logger log = LoggerFactory.getLogger(ProjectRemoval.class);

  private final KubernetesClient client;
  private final ProjectObserver observer;
  private final RepositoryRemover repositories;

  ProjectRemoval(
      KubernetesClient client, ProjectObserver observer, RepositoryRemover repositories) {
    this.client = client;
    this.observer = observer;
    this.repositories = repositories;
  }

  /** How far it has come. */
  sealed interface Step {

    /** Nothing is left. */
    record Done() implements Step {}

    /** Something is left; to be called again. */
    record Waiting(ProjectReason reason, String message) implements Step {}
  }

  Step advance(Project project) {
    var name = project.getMetadata().getName();
    // Both at once; what is said is of the first that is left.
    var builds = remove(ProjectNames.buildsOf(name), project);
    return remove(ProjectNames.namespaceOf(name), project)
        .or(() -> builds)
        .orElseGet(() -> removeRepositories(name));
  }

  /** Empty when it is gone. */
  private Optional<Step> remove(String namespace, Project project) {
    return switch (observer.liveNamespace(namespace, project)) {
      case NamespaceState.Ours ours -> {
        client.namespaces().withName(namespace).delete();
        log.info("Deleting namespace {}", namespace);
        yield Optional.of(
            new Step.Waiting(
                ProjectReason.DELETING, "Namespace " + namespace + " is being deleted."));
      }
      case NamespaceState.Terminating terminating ->
          Optional.of(
              new Step.Waiting(
                  ProjectReason.DELETING,
                  "Namespace %s is being deleted%s."
                      .formatted(
                          namespace, terminating.why().isEmpty() ? "" : ": " + terminating.why())));
      // Somebody else's namespace of that name is not ours to delete.
      case NamespaceState.Foreign foreign -> Optional.empty();
      case NamespaceState.Absent absent -> Optional.empty();
    };
  }

  private Step removeRepositories(String project) {
    try {
      repositories.removeAllOf(project);
      return new Step.Done();
    } catch (IOException e) {
      log.warn("The repositories of the project cannot be deleted yet: {}", e.toString());
      return new Step.Waiting(
          ProjectReason.REGISTRY_UNAVAILABLE,
          "The namespace is gone; the project's images cannot be deleted because the registry does"
              + " not answer as it should. It is tried again by itself; look at the registry if it"
              + " stays so.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Step.Waiting(ProjectReason.DELETING, "The operator is being restarted.");
    }
  }
}
