package network.mandala.cluster;

import java.util.Objects;

/**
 * How a cluster is reached.
 *
 * @param domain what the names of agents end in
 * @param ingressScheme http or https
 * @param ingressPort the port at which a browser on this machine reaches the ingress controller
 * @param bridgePort the port at which this machine reaches the signed bridge; 0: it is not
 *     forwarded
 * @param ingressNamespace the namespace of the ingress controller's pods
 * @param registry host and port of the registry that the nodes pull from
 * @param registryInsecure whether it speaks plain http
 * @param importsImages whether images can be given to the nodes without a registry
 * @param ownNetwork whether host, nodes, pods and services have the addresses of the local cluster,
 *     which the chart's values for it name
 */
public record ClusterFacts(
    String domain,
    String ingressScheme,
    int ingressPort,
    int bridgePort,
    String ingressNamespace,
    String registry,
    boolean registryInsecure,
    boolean importsImages,
    boolean ownNetwork) {

  /** What the programs of this project's own cluster and K3s have in common. */
  static final String LOCAL_REGISTRY = "10.43.0.20:5000";

  public ClusterFacts {
    Objects.requireNonNull(domain);
    Objects.requireNonNull(ingressScheme);
    Objects.requireNonNull(ingressNamespace);
    Objects.requireNonNull(registry);
  }

  /**
   * The cluster that is reached through a port of this machine and has the registry of the chart.
   */
  static ClusterFacts local(int ingressPort, int bridgePort) {
    return new ClusterFacts(
        "localhost",
        "http",
        ingressPort,
        bridgePort,
        "kube-system",
        LOCAL_REGISTRY,
        true,
        true,
        true);
  }
}
