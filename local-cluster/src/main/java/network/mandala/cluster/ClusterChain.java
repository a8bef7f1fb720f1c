package network.mandala.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers in the order in which they are asked: the first that works is taken. */
public final class ClusterChain {
  private final List<ClusterProvider> providers;

  public ClusterChain(List<ClusterProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /**
   * A given kubeconfig, then K3s where a Docker daemon answers, then the programs of {@code
   * local-cluster/}.
   *
   * @param checkout the folder of the repository
   * @param environment the variables of this process
   */
  public static ClusterChain standard(Path checkout, Map<String, String> environment) {
    return new ClusterChain(
        List.of(
            new GivenKubeconfig(environment),
            new K3sInDocker(environment),
            new LocalPrograms(checkout.resolve("local-cluster"), environment)));
  }

  /**
   * Starts the cluster of the first provider that works, saying which ones were skipped and why.
   *
   * @throws ClusterException when none works, with every reason, or when the chosen one fails to
   *     start: a provider that should work and does not is a fault to be seen, not a reason to go
   *     on to another kind of cluster
   */
  public Cluster firstThatWorks(Progress progress) {
    var reasons = new ArrayList<String>();
    for (var provider : providers) {
      switch (provider.availability()) {
        case Availability.Available(String what) -> {
          progress.say("cluster: " + provider.name() + " (" + what + ")");
          return provider.start(progress);
        }
        case Availability.Unavailable(String reason) -> {
          progress.say("cluster: " + provider.name() + " skipped: " + reason);
          reasons.add(provider.name() + ": " + reason);
        }
      }
    }
    throw new ClusterException("no cluster can be had here. " + String.join("; ", reasons));
  }

  List<String> names() {
    return providers.stream().map(ClusterProvider::name).toList();
  }

  /**
   * The cluster that {@link #firstThatWorks} would attach to, if it runs already. Never starts one.
   */
  public Optional<Cluster> running() {
    return providers.stream().flatMap(provider -> provider.running().stream()).findFirst();
  }
}
