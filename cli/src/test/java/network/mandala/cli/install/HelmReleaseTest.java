package network.mandala.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import network.mandala.cluster.ClusterFacts;
import org.junit.jupiter.api.Test;

class HelmReleaseTest {
  private static final ClusterFacts FACTS =
      new ClusterFacts(
          "agents.test", "https", 8443, 17777, "traefik", "registry.test", false, true, false);

  @Test
  void tellsTheChartHowTheClusterIsReached() {
    assertThat(HelmRelease.values(FACTS, List.of()))
        .isEqualTo(
            Map.of(
                "domain", "agents.test",
                "url", Map.of("scheme", "https", "port", 8443),
                "bridge", Map.of("url", "http://localhost:17777"),
                "ingress", Map.of("namespace", "traefik"),
                "registry", Map.of("host", "registry.test", "insecure", false)));
  }

  @Test
  void namesTheImagesThatWereBuiltHere() {
    var own =
        OwnImages.parse(
            List.of(
                "operator r/operator:1 a.tar",
                "builder r/builder:1 b.tar",
                "activator r/activator:1 c.tar",
                "billing r/billing:1 d.tar",
                "bridge r/bridge:1 e.tar",
                "gateway r/gateway:1 f.tar"));

    assertThat(HelmRelease.values(FACTS, List.of(own)))
        .containsEntry(
            "images",
            Map.of(
                "operator", "r/operator:1",
                "builder", "r/builder:1",
                "activator", "r/activator:1",
                "billing", "r/billing:1",
                "bridge", "r/bridge:1",
                "gateway", "r/gateway:1"));
  }
}
