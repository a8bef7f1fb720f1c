package network.mandala.gateway.heartbeat;

import java.net.URI;
import java.time.Duration;

/**
 * Whom the node tells that it is there.
 *
 * @param router where /register-node is; empty: nobody is told
 * @param endpoint how the router reaches this node
 * @param region or empty
 * @param every how often; a router forgets a node after 30 s
 * @param latencyEstimateMs of an answer; 0: not told
 */
public record HeartbeatSettings(
    URI router, URI endpoint, String region, Duration every, int latencyEstimateMs) {}
