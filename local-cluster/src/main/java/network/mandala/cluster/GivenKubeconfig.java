package network.mandala.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cluster that the environment points to: the file of KUBECONFIG, else {@code ~/.kube/config},
 * when its current context answers. The address of this project's own cluster does not count: that
 * one belongs to {@link LocalPrograms}.
 */
final class GivenKubeconfig implements ClusterProvider {
  private static final int OLDEST_MINOR = 31;
  private static final int TIMEOUT_MILLIS = 4000;
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final Map<String, String> environment;

  GivenKubeconfig(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "given kubeconfig";
  }

  @Override
  public Availability availability() {
    return look().availability();
  }

  @Override
  public Optional<Cluster> running() {
    var look = look();
    return look.availability() instanceof Availability.Available
        ? Optional.of(new GivenCluster(name(), look.file(), environment))
        : Optional.empty();
  }

  @Override
  public Cluster start(Progress progress) {
    var look = look();
    return switch (look.availability()) {
      case Availability.Available ignored -> new GivenCluster(name(), look.file(), environment);
      case Availability.Unavailable(String reason) -> throw new ClusterException(reason);
    };
  }

  private record Look(Path file, Availability availability) {}

  private Look look() {
    var named = environment.getOrDefault("KUBECONFIG", "");
    var file =
        named.isBlank()
            ? Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config")
            : Path.of(named);
    if (!Files.isRegularFile(file)) {
      var reason = named.isBlank() ? "KUBECONFIG is not set and there is no " : "there is no ";
      return new Look(file, new Availability.Unavailable(reason + file));
    }
    Config config;
    try {
      config = Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException e) {
      return unavailable(file, file + " is not a kubeconfig: " + e.getMessage());
    }
    if (config.getMasterUrl().startsWith("https://" + LocalPrograms.NODE_ADDRESS + ":")) {
      return unavailable(file, file + " points to the cluster of local programs itself");
    }
    return new Look(file, ask(file, config));
  }

  private static Look unavailable(Path file, String reason) {
    return new Look(file, new Availability.Unavailable(reason));
  }

  private static Availability ask(Path file, Config config) {
    var impatient =
        new ConfigBuilder(config)
            .withConnectionTimeout(TIMEOUT_MILLIS)
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(impatient).build()) {
      var version = client.getKubernetesVersion();
      var minor = DIGITS.matcher(version.getMinor());
      if (minor.find() && Integer.parseInt(minor.group()) < OLDEST_MINOR) {
        return new Availability.Unavailable(
            "%s runs Kubernetes %s, at least 1.%d is needed"
                .formatted(config.getMasterUrl(), version.getGitVersion(), OLDEST_MINOR));
      }
      return new Availability.Available(
          "%s from %s, Kubernetes %s"
              .formatted(config.getMasterUrl(), file, version.getGitVersion()));
    } catch (KubernetesClientException e) {
      return new Availability.Unavailable(
          "%s from %s does not answer: %s".formatted(config.getMasterUrl(), file, rootMessage(e)));
    }
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
