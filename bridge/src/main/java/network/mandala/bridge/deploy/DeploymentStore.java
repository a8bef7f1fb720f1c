package network.mandala.bridge.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All deployments. */
public interface DeploymentStore {
  void add(Deployment deployment);

  Optional<Deployment> find(String id);

  /** Of a project, newest first; not more than a thousand. */
  List<Deployment> of(String project);

  /**
   * Takes an upload, if none was taken before and its time is not over.
   *
   * @return false if not
   */
  boolean accept(String id, Wish wish);

  /** The one of an agent whose upload was accepted last. */
  Optional<Deployment> newestAccepted(String project, String agent);

  /** The one of a project whose upload was accepted last. */
  Optional<Deployment> newestAccepted(String project);

  /** The Agent asks for it, or for a later one. */
  void applied(String id);

  /** It has to be applied, whether it was before or not. */
  void applyAgain(String id);

  /** Accepted, but not applied for at least this long. */
  List<Deployment> unfinished(Duration age);

  /** Applied, accepted not longer ago than this, and not told to the end; not more than 1000. */
  List<Deployment> followed(Duration age);

  /** Whether a project has a deployment. */
  default boolean has(String project, String id) {
    return find(id).filter(found -> found.project().equals(project)).isPresent();
  }

  /** Forgets all of a project that is gone. */
  void forget(String project);
}
