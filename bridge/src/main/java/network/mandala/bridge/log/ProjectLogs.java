package network.mandala.bridge.log;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Lines about projects and their deployments; the newest of each are kept. */
public interface ProjectLogs {
  /** Of a project itself, and of each of its deployments. */
  int MOST_LINES = 1000;

  /** Of a project with all its deployments: who writes more loses the oldest of any. */
  int MOST_OF_ALL = 10_000;

  /** In characters; what is longer is cut. */
  int LONGEST = 4000;

  /**
   * Adds a line.
   *
   * @param projectId 32 hexadecimal digits
   * @param deploymentId the same; empty for a line about the project itself
   * @param message for people, without secrets
   * @throws network.mandala.ledger.database.LedgerUnavailable if it cannot be kept now
   */
  void add(String projectId, Optional<String> deploymentId, String message);

  /**
   * Adds a line about a deployment, unless the same thing was told of it before, by any replica.
   *
   * @param what it is, in at most 64 ASCII characters
   */
  void addOnce(String projectId, String deploymentId, String what, String message);

  /** About the project itself, oldest first. */
  List<LogLine> ofProject(String projectId);

  /** About a deployment, oldest first; none if the project has no such deployment. */
  List<LogLine> ofDeployment(String projectId, String deploymentId);

  /**
   * About a deployment, what came after.
   *
   * @param after number of a line; 0: from the beginning
   * @return by number, oldest first, not more than a thousand
   */
  SortedMap<Long, LogLine> ofDeploymentAfter(String projectId, String deploymentId, long after);

  /** Forgets all about a project that is gone. */
  void forget(String projectId);
}
