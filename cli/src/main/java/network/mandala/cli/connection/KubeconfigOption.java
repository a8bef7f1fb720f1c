package network.mandala.cli.connection;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.cli.console.Failure;
import picocli.CommandLine.Option;

/**
 * The option {@code --kubeconfig}, and where to look without it: the variable KUBECONFIG, then the
 * cluster that {@code mandala up} started on this machine, then {@code ~/.kube/config}.
 */
public final class KubeconfigOption {
  private static final int REQUEST_TIMEOUT_MILLIS = 20_000;
  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The cluster to talk to (default: $KUBECONFIG, the local cluster, ~/.kube/config).")
  private Path file;

  /** A client of the chosen cluster; the caller closes it. */
  public KubernetesClient client() {
    var config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig().toFile())).build();
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setRequestRetryBackoffLimit(2);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The file that {@link #client} reads. */
  public Path kubeconfig() {
    return find()
        .orElseThrow(
            () ->
                new Failure(
                    "no cluster is known here. Start one on this machine (./mandala up), or name"
                        + " yours: --kubeconfig FILE or KUBECONFIG"));
  }

  /** A file that is named, or is where they usually are. */
  Optional<Path> find() {
    if (file != null && !Files.isReadable(file)) {
      throw new Failure("there is no kubeconfig " + file + ": check --kubeconfig");
    }
    return Optional.ofNullable(file).or(() -> firstReadable(candidates(System.getenv())));
  }

  boolean isNamed() {
    return file != null;
  }

  private static Stream<Path> candidates(Map<String, String> environment) {
    Stream<Path> given =
        Stream.of(environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator))
            .filter(path -> !path.isEmpty())
            .map(Path::of);
    return Stream.concat(
        given,
        Stream.of(
            Path.of(
                environment.getOrDefault("MANDALA_STATE", "/var/lib/mandala-cluster"),
                "pki",
                "admin.kubeconfig"),
            Path.of(System.getProperty("user.home"), ".kube", "config")));
  }

  private static Optional<Path> firstReadable(Stream<Path> candidates) {
    return candidates.filter(Files::isReadable).findFirst();
  }
}
