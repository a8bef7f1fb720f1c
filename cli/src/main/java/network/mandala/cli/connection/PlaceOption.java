package network.mandala.cli.connection;

import network.mandala.cli.console.Failure;
import network.mandala.cli.remote.RemoteOption;
import picocli.CommandLine.Mixin;

/**
 * The options that say where a command does its work. What is named wins: {@code --remote}, {@code
 * --kubeconfig}. Without either it is the cluster whose kubeconfig is found; without one, the node
 * of the last {@code mandala login}.
 */
public final class PlaceOption {
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private RemoteOption remote;

  /** The caller closes it. */
  public Place open() {
    var named = remote.named();
    if (named.isPresent()) {
      if (kubeconfig.isNamed()) {
        throw new Failure("--remote is a node and --kubeconfig a cluster: name one of them");
      }
      return new Place.Remote(named.get());
    }
    if (kubeconfig.find().isPresent()) {
      return new Place.Cluster(kubeconfig.client());
    }
    return remote
        .ofLogin()
        .<Place>map(Place.Remote::new)
        .orElseThrow(
            () ->
                new Failure(
                    "no cluster and no node is known here. Start a cluster on this machine"
                        + " (./mandala up), name yours (--kubeconfig FILE or KUBECONFIG), or log in"
                        + " to a node: mandala login --remote URL"));
  }
}
