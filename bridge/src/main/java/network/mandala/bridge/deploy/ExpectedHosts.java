package network.mandala.bridge.deploy;

import java.net.URI;
import java.util.List;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/**
 * The host names at which a deployment will answer once it runs. Pure.
 *
 * @param agent of the program
 * @param frontend null: it has none
 */
public record ExpectedHosts(String agent, String frontend) {
  /** The short name of frontends, which one of a project has; also the name of an agent's own. */
  private static final String FRONTEND = "frontend";

  /**
   * @param domain base name of all hosts
   * @param neighbours what the project has already
   */
  public static ExpectedHosts of(
      String domain, Project project, Wish wish, List<Agent> neighbours) {
    var below = "." + project.getMetadata().getName() + "." + domain;
    return new ExpectedHosts(
        wish.agent() + below,
        wish.spec().containsKey(FRONTEND) ? frontend(wish, below, neighbours) : null);
  }

  private static String frontend(Wish wish, String below, List<Agent> neighbours) {
    return neighbours.stream()
        .filter(agent -> isOf(agent, wish) && hasStatus(agent))
        .map(agent -> URI.create(agent.getStatus().frontendUrl()).getHost())
        .findFirst()
        .orElseGet(
            () ->
                neighbours.stream().anyMatch(agent -> !isOf(agent, wish) && mayHaveShort(agent))
                    ? wish.agent() + "-" + FRONTEND + below
                    : FRONTEND + below);
  }

  private static boolean isOf(Agent agent, Wish wish) {
    return agent.getMetadata().getName().equals(wish.agent());
  }

  private static boolean hasStatus(Agent agent) {
    return agent.getStatus() != null && agent.getStatus().frontendUrl() != null;
  }

  private static boolean mayHaveShort(Agent agent) {
    return agent.getSpec().frontend() != null || agent.getMetadata().getName().equals(FRONTEND);
  }
}
