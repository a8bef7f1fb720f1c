package network.mandala.operator.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import network.mandala.operator.config.NodeConfig;

/**
 * Where the activator is: the address of its Service, which changes only with the Service itself.
 * It is asked for once a minute at most, and only for agents that may sleep. Safe to use from many
 * threads.
 */
final class ActivatorAddress {

  /** The name of the Service, which the chart makes. */
  static final String SERVICE = "mandala-activator";

  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final NodeConfig.Activator settings;
  private final Clock clock;
  private volatile Known known = new Known("", Instant.EPOCH);

  private record Known(String address, Instant asked) {}

  ActivatorAddress(KubernetesClient client, NodeConfig.Activator settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
  }

  /** Empty where the provider runs none. */
  String address() {
    if (!settings.enabled()) {
      return "";
    }
    var before = known;
    var now = clock.instant();
    if (now.isBefore(before.asked().plus(KNOWN_FOR)) && !before.address().isEmpty()) {
      return before.address();
    }
    var service = client.services().inNamespace(settings.namespace()).withName(SERVICE).get();
    var address = service == null ? "" : service.getSpec().getClusterIP();
    known = new Known(address, now);
    return address;
  }
}
