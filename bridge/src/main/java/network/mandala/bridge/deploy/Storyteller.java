package network.mandala.bridge.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what becomes of deployments into their lines. Every replica looks at all of them; the
 * database lets one of them write each line.
 */
public final class Storyteller {
  private static final Logger log = LoggerFactory.getLogger(Storyteller.class);

  /** Who waits for it looks as long; later it is looked at less often. */
  private static final Duration EAGER = Duration.ofMinutes(15);

  /** After that nothing more is told. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final int TURNS_BETWEEN = 15;

  private final DeploymentStore store;
  private final ProjectStore projects;
  private final ProjectLogs logs;
  private int turns;

  public Storyteller(DeploymentStore store, ProjectStore projects, ProjectLogs logs) {
    this.store = store;
    this.projects = projects;
    this.logs = logs;
  }

  /** Tells what is new. One thread calls it; a failure of one project keeps no other waiting. */
  public void tell() {
    turns++;
    tell(turns % TURNS_BETWEEN == 0 ? LONGEST : EAGER);
  }

  void tell(Duration since) {
    store.followed(since).stream()
        .collect(Collectors.groupingBy(Deployment::project))
        .forEach(this::tell);
  }

  private void tell(String project, List<Deployment> deployments) {
    var found = projects.find(project);
    if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    List<Agent> agents;
    try {
      agents = projects.agents(found.get());
    } catch (KubernetesClientException e) {
      log.warn("The agents of {} cannot be read now: {}", project, e.getMessage());
      return;
    }
    for (var deployment : deployments) {
      DeploymentStory.of(deployment, of(deployment, agents))
          .forEach(told -> logs.addOnce(project, deployment.id(), told.what(), told.message()));
    }
  }

  private static Agent of(Deployment deployment, List<Agent> agents) {
    return agents.stream()
        .filter(agent -> agent.getMetadata().getName().equals(deployment.wish().agent()))
        .findFirst()
        .orElse(null);
  }
}
