package network.mandala.cluster;

import java.util.Optional;

/** One way to get a Kubernetes cluster. */
public interface ClusterProvider {

  /** Its name for a person, for example "local programs". */
  String name();

  /** Looks without changing anything; takes a few seconds at most. */
  Availability availability();

  /** The cluster of this provider if it runs already. Never starts one. */
  Optional<Cluster> running();

  /**
   * Starts the cluster, or attaches to the running one.
   *
   * @throws ClusterException when that fails; its message tells a person what to do
   */
  Cluster start(Progress progress);
}
