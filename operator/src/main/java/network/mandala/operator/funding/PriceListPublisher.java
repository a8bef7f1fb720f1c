package network.mandala.operator.funding;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.price.PriceListJson;
import network.mandala.ledger.price.Prices;
import network.mandala.operator.kubernetes.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the price list that is in force where everybody with an account in the cluster can read it:
 * ConfigMap mandala-prices. Published by one thread, read by many.
 */
public final class PriceListPublisher {

  private static final Logger log = LoggerFactory.getLogger(PriceListPublisher.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final String namespace;
  private final Clock clock;
  private Instant nextLook = Instant.EPOCH;
  private String published;
  private volatile PriceList current;

  /**
   * @param namespace of the operator
   */
  public PriceListPublisher(KubernetesClient client, String namespace, Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /** The list that was in force at the last look. */
  Optional<PriceList> current() {
    return Optional.ofNullable(current);
  }

  /** Looks at most every 10 seconds. A cluster that refuses it is asked again the next time. */
  void publishIfChanged(Prices prices) {
    var now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(INTERVAL);
    try {
      current = prices.at(now);
    } catch (NoPriceList e) {
      log.debug("The ledger has no prices yet", e);
      return;
    }
    var text = PriceListJson.write(current);
    if (text.equals(published)) {
      return;
    }
    try {
      write(text);
      published = text;
    } catch (KubernetesClientException e) {
      log.warn("The price list was not published: {}", e.getMessage());
    }
  }

  private void write(String text) {
    var maps = client.configMaps().inNamespace(namespace);
    var live = maps.withName(PriceListJson.CONFIG_MAP).get();
    if (live != null
        && live.getData() != null
        && text.equals(live.getData().get(PriceListJson.KEY))) {
      return;
    }
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(PriceListJson.CONFIG_MAP)
                .withNamespace(namespace)
                .withLabels(Map.of(Labels.MANAGED_BY, Labels.MANDALA))
                .endMetadata()
                .withData(Map.of(PriceListJson.KEY, text))
                .build())
        .fieldManager(Labels.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
    log.info("Published the price list");
  }
}
