package network.mandala.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * A running Kubernetes cluster, wherever it came from. Its methods may be called from any thread,
 * one at a time.
 */
public interface Cluster {

  /** The name of the provider it came from. */
  String provider();

  /** A file with an administrator's access to it. */
  Path kubeconfig();

  /** How its parts are reached. */
  ClusterFacts facts();

  /**
   * The archives (OCI layouts in tar files) of the images that agents are built on, made for this
   * machine. Empty when the cluster takes them from a registry of its own.
   */
  List<Path> baseImages();

  /**
   * Gives images to the nodes as if they had been pulled. Images that the nodes have already cost
   * nothing.
   *
   * @throws ClusterException when the nodes of this cluster only pull, see {@link
   *     ClusterFacts#importsImages()}
   */
  void importImages(List<Path> archives, Progress progress);

  /**
   * Copies images that the nodes have into the registry of {@link #facts()}, unless it has them
   * already.
   */
  void pushImages(List<String> references, RegistryLogin login, Progress progress);

  /** Looks at the cluster; one line per part, for a person. */
  ClusterStatus status();

  /** Ends the cluster with all that it holds. A cluster that was given is left as it is. */
  void stop(Progress progress);
}
