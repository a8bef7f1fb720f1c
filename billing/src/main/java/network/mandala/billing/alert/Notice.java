package network.mandala.billing.alert;

import java.time.Instant;
import java.util.List;

/**
 * What is told of a crossing, whatever the channel. Numbers are satoshis.
 *
 * @param name of the project as people call it; given by the tenant
 * @param thresholds those that were crossed, highest first
 */
record Notice(
    String projectId,
    String name,
    String project,
    String network,
    Direction direction,
    long balance,
    List<Long> thresholds,
    Urgency urgency,
    Instant at) {

  Notice {
    thresholds = List.copyOf(thresholds);
  }
}
