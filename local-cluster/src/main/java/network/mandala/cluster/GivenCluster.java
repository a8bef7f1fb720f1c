package network.mandala.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A cluster that somebody else runs. What cannot be read off it comes from the environment:
 * MANDALA_DOMAIN, MANDALA_INGRESS_SCHEME, MANDALA_INGRESS_PORT, MANDALA_INGRESS_NAMESPACE and
 * MANDALA_REGISTRY.
 */
record GivenCluster(String provider, Path kubeconfig, Map<String, String> environment)
    implements Cluster {

  @Override
  public ClusterFacts facts() {
    var scheme = environment.getOrDefault("MANDALA_INGRESS_SCHEME", "http");
    var port =
        environment.getOrDefault("MANDALA_INGRESS_PORT", "https".equals(scheme) ? "443" : "80");
    try {
      return new ClusterFacts(
          environment.getOrDefault("MANDALA_DOMAIN", "localhost"),
          scheme,
          Integer.parseInt(port),
          0,
          environment.getOrDefault("MANDALA_INGRESS_NAMESPACE", "kube-system"),
          environment.getOrDefault("MANDALA_REGISTRY", ClusterFacts.LOCAL_REGISTRY),
          !environment.containsKey("MANDALA_REGISTRY"),
          false,
          false);
    } catch (NumberFormatException e) {
      throw new ClusterException(
          "MANDALA_INGRESS_PORT must be a port number, it is '" + port + "'", e);
    }
  }

  @Override
  public List<Path> baseImages() {
    return List.of();
  }

  @Override
  public void importImages(List<Path> archives, Progress progress) {
    throw new ClusterException(
        "the nodes of a given cluster pull their images: push them to a registry and name it in the chart's values");
  }

  @Override
  public void pushImages(List<String> references, RegistryLogin login, Progress progress) {
    progress.say("cluster: given, so its registry is filled by whoever runs it");
  }

  @Override
  public ClusterStatus status() {
    return switch (new GivenKubeconfig(environment).availability()) {
      case Availability.Available(String what) -> new ClusterStatus(true, List.of(what));
      case Availability.Unavailable(String reason) -> new ClusterStatus(false, List.of(reason));
    };
  }

  @Override
  public void stop(Progress progress) {
    progress.say("cluster: given, so it is left as it is");
  }
}
