package network.mandala.bridge.project;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.project.ProjectDeployments.Newest;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Release;

/**
 * What of a project serves. Pure.
 *
 * @param online what was deployed last serves, with all its pods ready: who waits for a deployment
 *     never takes the release before it for the new one
 * @param deploymentId that serves; null: what serves came in another way, or nothing does
 */
record Serving(boolean online, String deploymentId) {

  /**
   * @param newest empty: nothing was deployed through the bridge
   */
  static Serving of(List<Agent> agents, Optional<Newest> newest) {
    if (newest.isEmpty()) {
      return new Serving(
          !agents.isEmpty() && agents.stream().allMatch(Serving::isReady),
          agents.stream().map(Serving::deployment).filter(d -> d != null).findFirst().orElse(null));
    }
    var agent = agents.stream().filter(a -> isOf(a, newest.get())).findFirst();
    var deployment = agent.map(Serving::deployment).orElse(null);
    return new Serving(
        newest.get().id().equals(deployment) && agent.filter(Serving::isReady).isPresent(),
        deployment);
  }

  /** The one that was deployed last comes first. */
  static List<Agent> inOrder(List<Agent> agents, Optional<Newest> newest) {
    return agents.stream()
        .sorted(
            Comparator.comparing(
                agent -> newest.filter(deployment -> isOf(agent, deployment)).isEmpty()))
        .toList();
  }

  private static boolean isOf(Agent agent, Newest newest) {
    return agent.getMetadata().getName().equals(newest.agent());
  }

  private static String deployment(Agent agent) {
    var status = agent.getStatus();
    if (status == null || status.release() == null) {
      return null;
    }
    return status.releases().stream()
        .filter(release -> status.release().equals(release.id()))
        .map(Release::deployment)
        .filter(deployment -> deployment != null)
        .findFirst()
        .orElse(null);
  }

  private static boolean isReady(Agent agent) {
    var status = agent.getStatus();
    return status != null
        && agent.getMetadata().getGeneration().equals(status.observedGeneration())
        && is(agent, "Ready", "True")
        && !is(agent, "RolledOut", "False");
  }

  private static boolean is(Agent agent, String type, String status) {
    return agent.getStatus().conditions().stream()
        .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals(status));
  }
}
