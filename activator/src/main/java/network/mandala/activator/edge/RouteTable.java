package network.mandala.activator.edge;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import network.mandala.crds.spore.Spore;

/** Where a path leads, as a function of what the cluster has. */
final class RouteTable {

  private static final String IPV4 = "IPv4";
  private static final String IPV6 = "IPv6";

  private RouteTable() {}

  /**
   * Of several spores of one name the oldest has the path; of the same second, the one that the
   * operator says has it.
   */
  static Optional<Spore> owner(Collection<Spore> ofOneName) {
    return ofOneName.stream()
        .min(
            Comparator.comparing(RouteTable::created)
                .thenComparing(spore -> spore.getMetadata().getUid()));
  }

  private static Instant created(Spore spore) {
    return Instant.parse(spore.getMetadata().getCreationTimestamp());
  }

  /**
   * The instances that take requests, each once, in an order of their own. Where none is ready,
   * those that end and still answer: a request that comes now has no other place to go.
   */
  static List<Endpoint> endpoints(Collection<EndpointSlice> slices) {
    var ready = endpoints(slices, RouteTable::isReady);
    return ready.isEmpty() ? endpoints(slices, RouteTable::stillAnswers) : ready;
  }

  /** A pod with two addresses is in slices of both kinds, and is one instance. */
  private static List<Endpoint> endpoints(
      Collection<EndpointSlice> slices, Predicate<EndpointConditions> wanted) {
    var four = endpoints(slices, IPV4, wanted);
    return four.isEmpty() ? endpoints(slices, IPV6, wanted) : four;
  }

  private static List<Endpoint> endpoints(
      Collection<EndpointSlice> slices, String type, Predicate<EndpointConditions> wanted) {
    return slices.stream()
        .filter(slice -> type.equals(slice.getAddressType()) && !slice.getPorts().isEmpty())
        .flatMap(
            slice -> {
              // Its Service has one port.
              var port = slice.getPorts().getFirst().getPort();
              return port == null
                  ? java.util.stream.Stream.empty()
                  : slice.getEndpoints().stream()
                      .filter(endpoint -> wanted.test(endpoint.getConditions()))
                      .filter(endpoint -> !endpoint.getAddresses().isEmpty())
                      .map(endpoint -> new Endpoint(endpoint.getAddresses().getFirst(), port));
            })
        .distinct()
        .sorted()
        .toList();
  }

  /** Nothing said means yes. */
  private static boolean isReady(EndpointConditions conditions) {
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean stillAnswers(EndpointConditions conditions) {
    return conditions != null && Boolean.TRUE.equals(conditions.getServing());
  }
}
