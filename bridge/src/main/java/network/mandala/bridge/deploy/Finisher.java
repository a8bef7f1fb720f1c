package network.mandala.bridge.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.function.Consumer;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.project.Project;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings accepted uploads to their Agents. What one replica has begun any other ends; doing it
 * twice is doing it once.
 */
public final class Finisher {
  private static final Logger log = LoggerFactory.getLogger(Finisher.class);

  /** Who accepted it and lives has ended it by then. */
  private static final Duration LEFT = Duration.ofSeconds(20);

  private final DeploymentStore store;
  private final ProjectStore projects;
  private final AgentWriter agents;
  private final Consumer<Project> applied;

  /**
   * @param applied what else is written to the Agents of a project once there are any
   */
  public Finisher(
      DeploymentStore store, ProjectStore projects, AgentWriter agents, Consumer<Project> applied) {
    this.store = store;
    this.projects = projects;
    this.agents = agents;
    this.applied = applied;
  }

  /** The Agent asks for this deployment, or for one that was accepted later. */
  public void finish(Deployment deployment) {
    var project = projects.find(deployment.project());
    if (project.isEmpty()) {
      store.applied(deployment.id());
      return;
    }
    if (isNewest(deployment)) {
      agents.apply(project.get(), deployment);
      applied.accept(project.get());
    }
    store.applied(deployment.id());
    var newest = newest(deployment);
    if (!newest.id().equals(deployment.id())) {
      // It may have been applied before us, and we have undone it.
      store.applyAgain(newest.id());
    }
  }

  /** Ends what was left by one that no longer lives. */
  public void finishLeft() {
    finishLeft(LEFT);
  }

  /** Ends what was left for this long; a failure of one does not keep the others waiting. */
  public void finishLeft(Duration age) {
    for (var deployment : store.unfinished(age)) {
      try {
        finish(deployment);
        log.info("Finished deployment {} that was left", deployment.id());
      } catch (KubernetesClientException | Refusal | LedgerUnavailable e) {
        log.warn("Deployment {} cannot be finished now: {}", deployment.id(), e.getMessage());
      }
    }
  }

  private boolean isNewest(Deployment deployment) {
    return newest(deployment).id().equals(deployment.id());
  }

  private Deployment newest(Deployment deployment) {
    return store.newestAccepted(deployment.project(), deployment.wish().agent()).orElse(deployment);
  }
}
