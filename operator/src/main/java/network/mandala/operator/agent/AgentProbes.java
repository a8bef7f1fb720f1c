package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;

/**
 * How the kubelet finds out whether a pod is well. While it starts it is asked every second, so it
 * is ready within a second of listening; afterwards as often as the spec says. No other probe is
 * made before it has answered once, so a slow start is not taken for a failure.
 */
record AgentProbes(ReleaseContent content, Duration rolloutTimeout) {

  private static final int SECONDS_BETWEEN_CONNECTIONS = 10;
  private static final int FAILURES_TO_UNREADY = 3;

  Probe startup() {
    return request()
        .withPeriodSeconds(1)
        .withFailureThreshold(
            (int) Math.max(1, Patience.withStart(content, rolloutTimeout).toSeconds()))
        .build();
  }

  Probe readiness() {
    return request().withPeriodSeconds(period()).withFailureThreshold(unready()).build();
  }

  /** Null: a program that listens on its port is not restarted for that. */
  Probe liveness() {
    return content.healthCheck() == null
        ? null
        : request()
            .withPeriodSeconds(period())
            .withFailureThreshold(content.healthCheck().failureThreshold())
            .build();
  }

  /** What is asked, for a person. */
  String describe() {
    var check = content.healthCheck();
    return check == null
        ? "accepts no connections on port " + content.ports().getFirst()
        : "does not answer GET %s on port %d with a status from 200 to 399"
            .formatted(check.path(), port());
  }

  private ProbeBuilder request() {
    var check = content.healthCheck();
    return check == null
        ? new ProbeBuilder()
            .withTimeoutSeconds(1)
            .withNewTcpSocket()
            .withNewPort(port())
            .endTcpSocket()
        : new ProbeBuilder()
            .withTimeoutSeconds(check.timeoutSeconds())
            .withNewHttpGet()
            .withPath(check.path())
            .withNewPort(port())
            .endHttpGet();
  }

  private int period() {
    return content.healthCheck() == null
        ? SECONDS_BETWEEN_CONNECTIONS
        : content.healthCheck().intervalSeconds();
  }

  private int unready() {
    return content.healthCheck() == null
        ? FAILURES_TO_UNREADY
        : Math.min(FAILURES_TO_UNREADY, content.healthCheck().failureThreshold());
  }

  private int port() {
    var check = content.healthCheck();
    return check == null || check.port() == null ? content.ports().getFirst() : check.port();
  }
}
