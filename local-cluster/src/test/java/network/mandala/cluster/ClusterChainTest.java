package network.mandala.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterChainTest {
  private static final Availability HERE = new Availability.Available("one node");

  private final List<String> said = new ArrayList<>();

  @Test
  void takesTheFirstProviderThatWorksAndSaysWhyItSkippedOthers() {
    var chain =
        new ClusterChain(
            List.of(
                provider("given", new Availability.Unavailable("no kubeconfig")),
                provider("docker", HERE),
                provider("programs", HERE)));

    var cluster = chain.firstThatWorks(said::add);

    assertThat(cluster.provider()).isEqualTo("docker");
    assertThat(said)
        .containsExactly(
            "cluster: given skipped: no kubeconfig",
            "cluster: docker (one node)",
            "starting docker");
  }

  @Test
  void namesEveryReasonWhenNoneWorks() {
    var chain =
        new ClusterChain(
            List.of(
                provider("given", new Availability.Unavailable("no kubeconfig")),
                provider("programs", new Availability.Unavailable("they need root"))));

    assertThatThrownBy(() -> chain.firstThatWorks(said::add))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("given: no kubeconfig")
        .hasMessageContaining("programs: they need root");
  }

  @Test
  void aProviderThatShouldWorkAndFailsIsNotPassedOver() {
    var broken =
        new Fake("docker", HERE, false) {
          @Override
          public Cluster start(Progress progress) {
            throw new ClusterException("the daemon refused");
          }
        };
    var chain = new ClusterChain(List.of(broken, provider("programs", HERE)));

    assertThatThrownBy(() -> chain.firstThatWorks(said::add)).hasMessage("the daemon refused");
    assertThat(said).containsExactly("cluster: docker (one node)");
  }

  @Test
  void findsTheRunningClusterWithoutStartingOne() {
    var chain =
        new ClusterChain(List.of(provider("docker", HERE), new Fake("programs", HERE, true)));

    assertThat(chain.running().map(Cluster::provider)).contains("programs");
    assertThat(said).isEmpty();
  }

  @Test
  void theStandardOrderIsGivenThenDockerThenPrograms(@org.junit.jupiter.api.io.TempDir Path empty) {
    var chain =
        ClusterChain.standard(empty, Map.of("KUBECONFIG", empty + "/none", "HOME", empty + ""));

    assertThat(chain.names())
        .containsExactly("given kubeconfig", "K3s in Docker", "local programs");
  }

  private static ClusterProvider provider(String name, Availability availability) {
    return new Fake(name, availability, false);
  }

  private static class Fake implements ClusterProvider {
    private final String name;
    private final Availability availability;
    private final boolean runs;

    Fake(String name, Availability availability, boolean runs) {
      this.name = name;
      this.availability = availability;
      this.runs = runs;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Availability availability() {
      return availability;
    }

    @Override
    public Optional<Cluster> running() {
      return runs ? Optional.of(new GivenCluster(name, Path.of("k"), Map.of())) : Optional.empty();
    }

    @Override
    public Cluster start(Progress progress) {
      progress.say("starting " + name);
      return new GivenCluster(name, Path.of("k"), Map.of());
    }
  }
}
