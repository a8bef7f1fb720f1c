package network.mandala.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.operator.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replica works. A leader that loses the Lease must end at once: another one works already.
 */
final class Leadership {

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final NodeConfig.LeaderElection config;
  private final String identity;
  private final Runnable onStart;
  private final Runnable onLost;
  private final AtomicInteger leading;
  private volatile boolean closing;

  /**
   * @param identity of this replica: the name of its pod
   * @param onStart called when this replica begins to lead
   * @param onLost called when it has lost the Lease without being asked to end
   */
  Leadership(
      NodeConfig.LeaderElection config,
      String identity,
      Runnable onStart,
      Runnable onLost,
      MeterRegistry metrics) {
    this.config = config;
    this.identity = identity;
    this.onStart = onStart;
    this.onLost = onLost;
    this.leading = metrics.gauge("mandala.leader", new AtomicInteger());
  }

  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(config.leaseName())
        .withLeaseNamespace(config.namespace())
        .withIdentity(identity)
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                this::started, this::stopped, leader -> log.debug("Leader: {}", leader)))
        .build();
  }

  /** This replica works: it has the Lease, or there is only one. */
  void started() {
    leading.set(1);
    log.info("{} leads", identity);
    onStart.run();
  }

  private void stopped() {
    if (leading.getAndSet(0) == 1 && !closing) {
      log.error("{} has lost the Lease {} and ends", identity, config.leaseName());
      onLost.run();
    }
  }

  /** From now on the end of leadership is intended. */
  void close() {
    closing = true;
  }

  /** Gives the Lease up after the last write, so that the next leader need not wait for its end. */
  void release(KubernetesClient client) {
    try {
      client
          .resources(Lease.class)
          .inNamespace(config.namespace())
          .withName(config.leaseName())
          .edit(this::released);
    } catch (KubernetesClientException e) {
      log.info("The Lease was not released, it ends by itself: {}", e.getMessage());
    }
  }

  private Lease released(Lease lease) {
    if (identity.equals(lease.getSpec().getHolderIdentity())) {
      lease.getSpec().setHolderIdentity("");
      lease.getSpec().setLeaseDurationSeconds(1);
    }
    return lease;
  }
}
