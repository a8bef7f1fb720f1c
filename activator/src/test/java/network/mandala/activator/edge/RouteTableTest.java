package network.mandala.activator.edge;

import static network.mandala.activator.edge.Objects.ready;
import static network.mandala.activator.edge.Objects.slice;
import static network.mandala.activator.edge.Objects.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.mandala.crds.spore.Spore;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  @Test
  void readyInstancesTakeRequestsEachOnce() {
    var slice = with(ready(slice("ns", "a", "IPv4", 8080), "10.0.0.2"), false, true, "10.0.0.3");
    var second = ready(slice("ns", "a", "IPv4", 8080), "10.0.0.1", "10.0.0.2");

    assertThat(RouteTable.endpoints(List.of(slice, second)))
        .containsExactly(new Endpoint("10.0.0.1", 8080), new Endpoint("10.0.0.2", 8080));
  }

  @Test
  void thoseThatEndAndAnswerTakeThemWhereThereAreNoOthers() {
    var slice =
        with(
            with(slice("ns", "a", "IPv4", 8080), false, true, "10.0.0.3"),
            false,
            false,
            "10.0.0.4");

    assertThat(RouteTable.endpoints(List.of(slice)))
        .containsExactly(new Endpoint("10.0.0.3", 8080));
  }

  @Test
  void whatIsNotSaidMeansReady() {
    var slice = with(slice("ns", "a", "IPv4", 8080), null, null, "10.0.0.3");

    assertThat(RouteTable.endpoints(List.of(slice))).hasSize(1);
  }

  @Test
  void aPodWithTwoAddressesIsOneInstance() {
    var four = ready(slice("ns", "a", "IPv4", 8080), "10.0.0.3");
    var six = ready(slice("ns", "a", "IPv6", 8080), "fd00::3");

    assertThat(RouteTable.endpoints(List.of(six, four)))
        .containsExactly(new Endpoint("10.0.0.3", 8080));
    assertThat(RouteTable.endpoints(List.of(six))).containsExactly(new Endpoint("fd00::3", 8080));
  }

  @Test
  void theOldestHasThePath() {
    var young = made("1", "2026-01-02T00:00:00Z");
    var old = made("3", "2026-01-01T00:00:00Z");
    var twin = made("2", "2026-01-01T00:00:00Z");

    assertThat(RouteTable.owner(List.of(young, old))).contains(old);
    assertThat(RouteTable.owner(List.of(young, old, twin))).contains(twin);
    assertThat(RouteTable.owner(List.of())).isEmpty();
  }

  private static Spore made(String uid, String when) {
    var spore = Objects.spore("ns", "app");
    spore.getMetadata().setUid(uid);
    spore.getMetadata().setCreationTimestamp(when);
    return spore;
  }
}
