package network.mandala.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class K3sInDockerTest {
  @TempDir Path cache;

  @Test
  void startsAKubernetesThatAnswersAndLeavesNothing() {
    var provider = new K3sInDocker(Map.of("XDG_CACHE_HOME", cache.toString()));
    assumeTrue(
        provider.availability() instanceof Availability.Available,
        () -> "skipped: " + ((Availability.Unavailable) provider.availability()).reason());

    var cluster = provider.start(line -> {});

    try (var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build()) {
      assertThat(client.getKubernetesVersion().getMinor()).startsWith("36");
      assertThat(cluster.status().running()).isTrue();
      assertThat(cluster.facts().ingressPort()).isPositive();
    } finally {
      cluster.stop(line -> {});
    }
    assertThat(provider.running()).isEmpty();
    assertThat(cluster.status().running()).isFalse();
  }

  @Test
  void saysWhyItIsSkippedWithoutADockerDaemon() {
    var provider = new K3sInDocker(Map.of("XDG_CACHE_HOME", cache.toString()));
    assumeTrue(
        provider.availability() instanceof Availability.Unavailable,
        "skipped: a Docker daemon answers here");

    assertThat(provider.availability())
        .isEqualTo(new Availability.Unavailable("no Docker daemon answers"));
    assertThat(provider.running()).isEmpty();
  }
}
