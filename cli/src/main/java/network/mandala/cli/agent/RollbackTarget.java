package network.mandala.cli.agent;

import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;

/** Which release a rollback means. Pure. */
final class RollbackTarget {
  /** The word for "no longer held at an earlier one". */
  static final String NEWEST = "newest";

  private RollbackTarget() {}

  /**
   * @param to null: the last one that served before the one that serves
   */
  static String of(Agent agent, String to) {
    List<Release> releases = agent.getStatus() == null ? List.of() : agent.getStatus().releases();
    if (to != null) {
      if (!to.equals(NEWEST) && releases.stream().noneMatch(release -> release.id().equals(to))) {
        throw new Failure(
            "there is no release %s of agent %s; there are: %s"
                .formatted(to, agent.getMetadata().getName(), ids(releases)));
      }
      return to;
    }
    boolean older = false;
    for (Release release : releases) {
      if (older && release.state() == ReleaseState.SUPERSEDED) {
        return release.id();
      }
      older |= release.id().equals(agent.getStatus().release());
    }
    throw new Failure(
        "there is no release before the one that serves: see 'mandala agent releases %s --project %s', and name one with --to"
            .formatted(agent.getMetadata().getName(), Agents.project(agent)));
  }

  private static String ids(List<Release> releases) {
    return releases.isEmpty()
        ? "none"
        : releases.stream().map(Release::id).collect(Collectors.joining(", "));
  }
}
