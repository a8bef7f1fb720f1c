package network.mandala.bridge.project;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Project;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes projects away: the operator removes the namespace with all that is in it and the images,
 * and closes the account; the ledger keeps its books. What the bridge itself keeps goes last.
 */
public final class ProjectRemoval {
  private static final Logger log = LoggerFactory.getLogger(ProjectRemoval.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final KubernetesClient client;
  private final ProjectStore projects;
  private final List<ProjectRows> rows;
  private final Duration patience;

  /**
   * @param patience how long a caller waits at most
   */
  public ProjectRemoval(
      KubernetesClient client, ProjectStore projects, List<ProjectRows> rows, Duration patience) {
    this.client = client;
    this.projects = projects;
    this.rows = List.copyOf(rows);
    this.patience = patience;
  }

  /** Begins to remove it; it ends without anybody's help. */
  public void begin(Project project) {
    client.resources(Project.class).withName(project.getMetadata().getName()).delete();
  }

  /**
   * Removes it and waits.
   *
   * @return false if it is on its way and takes longer; it ends without anybody's help
   */
  public boolean remove(Project project) {
    var name = project.getMetadata().getName();
    client.resources(Project.class).withName(name).delete();
    long end = System.nanoTime() + patience.toNanos();
    while (exists(name)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause();
    }
    forget(name);
    return true;
  }

  /**
   * Forgets what is kept about projects that are gone: of those whose removal took longer than a
   * caller waited, or was ended in between, or done by somebody else.
   */
  public void sweep() {
    rows.stream()
        .flatMap(some -> some.projects().get().stream())
        .distinct()
        // Of those that are there the cache knows: nobody is asked.
        .filter(name -> projects.find(name).isEmpty())
        .forEach(this::forget);
  }

  private void forget(String name) {
    rows.forEach(some -> some.forget().accept(name));
    log.info("Forgot all about project {}, which is gone", name);
  }

  private boolean exists(String name) {
    return client.resources(Project.class).withName(name).get() != null;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.of(503, "The node is ending; the project is being deleted");
    }
  }
}
