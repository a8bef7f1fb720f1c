package network.mandala.cli.agent;

import java.time.Duration;
import java.util.List;
import network.mandala.cli.connection.Place;
import network.mandala.cli.console.Console;
import network.mandala.crds.agent.Agent;

/** What the commands do with agents, wherever they are. */
interface AgentBackend {
  static AgentBackend at(Place place, Console console) {
    return switch (place) {
      case Place.Cluster cluster -> new ClusterAgents(cluster.client(), console);
      case Place.Remote remote -> new RemoteAgents(remote.node(), console);
    };
  }

  /** Runs a source, one agent after the other. */
  List<Agent> push(PushRequest request);

  Agent get(String project, String name);

  /**
   * @param project null: of all projects
   */
  List<Agent> list(String project);

  /** New pods of the same release; waits until they answer. */
  Agent restart(String project, String name, Duration timeout);

  /**
   * Runs an earlier release and waits until it answers.
   *
   * @param to null: the one that served before
   */
  Rolled rollback(String project, String name, String to, Duration timeout);

  /** What the build has written that runs, or that ended last. */
  void buildLog(String project, String name);

  /** Deletes it and waits until it is gone. */
  void delete(String project, String name, Duration timeout);

  /** What has been written, and with {@code follow} what comes, until Ctrl-C. */
  void logs(String project, String name, LogWish wish);

  /**
   * What runs again.
   *
   * @param target its release, or {@link RollbackTarget#NEWEST}
   */
  record Rolled(Agent agent, String target) {}

  /**
   * Which lines.
   *
   * @param tail how many to begin with
   */
  record LogWish(AgentLogs.Component component, int tail, boolean follow) {}
}
