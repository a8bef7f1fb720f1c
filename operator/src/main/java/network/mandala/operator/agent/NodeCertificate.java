package network.mandala.operator.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import network.mandala.operator.certificate.ProvidedNames;
import network.mandala.operator.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the provider has for the agents of whole projects. Its Secret is read once a
 * minute at most, and only where the provider names one. Safe to use from many threads.
 */
final class NodeCertificate {

  private static final Logger log = LoggerFactory.getLogger(NodeCertificate.class);
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final NodeConfig.Wildcard settings;
  private final Clock clock;
  private volatile Known known = new Known(null, Instant.EPOCH);

  private record Known(ProvidedNames names, Instant asked) {}

  NodeCertificate(KubernetesClient client, NodeConfig.Wildcard settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
  }

  /** Null where the provider has none. */
  ProvidedNames names() {
    if (settings.secretName().isEmpty()) {
      return null;
    }
    var before = known;
    var now = clock.instant();
    if (now.isBefore(before.asked().plus(KNOWN_FOR))) {
      return before.names();
    }
    var names =
        ProvidedNames.of(
            client
                .secrets()
                .inNamespace(settings.namespace())
                .withName(settings.secretName())
                .get());
    known = new Known(names, now);
    if (!names.equals(before.names())) {
      tell(names);
    }
    return names;
  }

  private void tell(ProvidedNames names) {
    if (names.trouble().isEmpty()) {
      log.info(
          "The certificate {} covers {} until {}",
          settings.secretName(),
          String.join(", ", names.names()),
          names.expiresAt());
    } else {
      log.warn("The certificate {} is not used: {}", settings.secretName(), names.trouble());
    }
  }
}
