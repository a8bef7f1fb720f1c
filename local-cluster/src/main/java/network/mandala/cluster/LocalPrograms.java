package network.mandala.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes made of plain programs on this machine, by the scripts of {@code local-cluster/}:
 * Linux and root only.
 */
final class LocalPrograms implements ClusterProvider {
  /** The node's address in the network namespace that the scripts make. */
  static final String NODE_ADDRESS = "10.40.0.2";

  private final Path scripts;
  private final Map<String, String> environment;

  LocalPrograms(Path scripts, Map<String, String> environment) {
    this.scripts = scripts;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "local programs";
  }

  @Override
  public Availability availability() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (!system.contains("linux")) {
      return new Availability.Unavailable("they need Linux");
    }
    if (!Files.isRegularFile(scripts.resolve("start.sh"))) {
      return new Availability.Unavailable("there are no scripts in " + scripts);
    }
    if (!isRoot()) {
      return new Availability.Unavailable(
          "they need root, for a network namespace and mounts: run this with sudo");
    }
    return new Availability.Available("Kubernetes from " + scripts);
  }

  @Override
  public Optional<Cluster> running() {
    return Files.exists(kubeconfig()) ? Optional.of(cluster()) : Optional.empty();
  }

  @Override
  public Cluster start(Progress progress) {
    Script.run(scripts.resolve("start.sh"), List.of(), environment, "", progress);
    return cluster();
  }

  private Cluster cluster() {
    return new LocalProgramsCluster(name(), scripts, state(), environment);
  }

  private Path state() {
    return Path.of(environment.getOrDefault("MANDALA_STATE", "/var/lib/mandala-cluster"));
  }

  private Path kubeconfig() {
    return LocalProgramsCluster.kubeconfig(state());
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell which user runs this", e);
    }
  }
}
