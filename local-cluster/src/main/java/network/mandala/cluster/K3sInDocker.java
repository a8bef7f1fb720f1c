package network.mandala.cluster;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * K3s in one privileged container, where a Docker daemon answers. The container outlives this
 * process only when Testcontainers may reuse containers (TESTCONTAINERS_REUSE_ENABLE=true); it is
 * found again by its label.
 */
final class K3sInDocker implements ClusterProvider {
  static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.36.3-k3s1");
  static final String LABEL = "network.mandala.cluster";
  static final int INGRESS_PORT = 80;

  private final Path kubeconfig;

  K3sInDocker(Map<String, String> environment) {
    var cache =
        environment.containsKey("XDG_CACHE_HOME")
            ? Path.of(environment.get("XDG_CACHE_HOME"))
            : Path.of(environment.getOrDefault("HOME", "/tmp"), ".cache");
    this.kubeconfig = cache.resolve("mandala").resolve("k3s.kubeconfig");
  }

  @Override
  public String name() {
    return "K3s in Docker";
  }

  @Override
  public Availability availability() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return new Availability.Unavailable("no Docker daemon answers");
    }
    return new Availability.Available(IMAGE.asCanonicalNameString());
  }

  @Override
  public Optional<Cluster> running() {
    if (!DockerClientFactory.instance().isDockerAvailable() || !Files.exists(kubeconfig)) {
      return Optional.empty();
    }
    return containers().stream()
        .findFirst()
        .map(
            container ->
                new K3sCluster(name(), container.getId(), kubeconfig, ingressPort(container)));
  }

  @Override
  @SuppressWarnings("resource") // it is meant to outlive this process; stop() removes it
  public Cluster start(Progress progress) {
    var running = running();
    if (running.isPresent()) {
      return running.get();
    }
    if (!TestcontainersConfiguration.getInstance().environmentSupportsReuse()) {
      progress.say(
          "cluster: it ends with this process; set TESTCONTAINERS_REUSE_ENABLE=true to keep it");
    }
    // Not Testcontainers' own command: that one switches the ingress controller off.
    var container =
        new K3sContainer(IMAGE)
            .withCommand(
                "server", "--tls-san=" + DockerClientFactory.instance().dockerHostIpAddress())
            .withExposedPorts(6443, INGRESS_PORT)
            .withCopyToContainer(Transferable.of(registries()), "/etc/rancher/k3s/registries.yaml")
            .withLabel(LABEL, "local")
            .withReuse(true);
    try {
      container.start();
      Files.createDirectories(kubeconfig.getParent());
      Files.writeString(kubeconfig, container.getKubeConfigYaml());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + kubeconfig, e);
    } catch (RuntimeException e) {
      throw new ClusterException("K3s did not start in Docker: " + e.getMessage(), e);
    }
    return new K3sCluster(
        name(), container.getContainerId(), kubeconfig, container.getMappedPort(INGRESS_PORT));
  }

  private static List<Container> containers() {
    return DockerClientFactory.instance()
        .client()
        .listContainersCmd()
        .withLabelFilter(Map.of(LABEL, "local"))
        .exec();
  }

  private static int ingressPort(Container container) {
    for (var port : container.getPorts()) {
      if (Integer.valueOf(INGRESS_PORT).equals(port.getPrivatePort())
          && port.getPublicPort() != null) {
        return port.getPublicPort();
      }
    }
    throw new ClusterException("the K3s container does not publish its port " + INGRESS_PORT);
  }

  /** The chart's registry speaks plain http inside the cluster. */
  private static String registries() {
    return """
        mirrors:
          "%1$s":
            endpoint: ["http://%1$s"]
        """
        .formatted(ClusterFacts.LOCAL_REGISTRY);
  }
}
