package network.mandala.operator.spore;

import java.time.Duration;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.config.SporeConfig;
import network.mandala.operator.funding.FundingSettings;

/**
 * What the provider's configuration says about spores.
 *
 * @param trustBundle whether projects have the provider's certificates in ConfigMap mandala-trust
 * @param rolloutTimeout how long a new bundle may take to become healthy
 * @param driftCheck after how long a spore is looked at without any event
 */
record SporeSettings(
    String domain,
    NodeConfig.Url url,
    boolean trustBundle,
    SporeConfig spores,
    Duration rolloutTimeout,
    Duration driftCheck,
    FundingSettings funding) {

  static SporeSettings of(NodeConfig config) {
    return new SporeSettings(
        config.domain(),
        config.url(),
        config.trustBundleFile() != null,
        config.spores(),
        config.reconcile().rolloutTimeout(),
        config.reconcile().driftCheck(),
        FundingSettings.of(config.money().funding()));
  }
}
