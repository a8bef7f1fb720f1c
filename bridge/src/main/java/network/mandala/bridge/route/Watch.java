package network.mandala.bridge.route;

import network.mandala.bridge.audit.Audit;
import network.mandala.bridge.limit.LimitSettings;
import network.mandala.bridge.limit.Limits;
import network.mandala.bridge.metric.BridgeMetrics;

/** Who stands at the door: how often one may come in, what is written down, and what is counted. */
public record Watch(Limits limits, Audit audit, BridgeMetrics metrics) {
  /** Lets everybody in and remembers nothing. */
  public static Watch none() {
    return new Watch(new Limits(LimitSettings.NONE), Audit.NONE, BridgeMetrics.unseen());
  }
}
