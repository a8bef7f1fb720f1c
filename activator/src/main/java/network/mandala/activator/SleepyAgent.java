package network.mandala.activator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.mandala.crds.agent.AgentActivity;

/**
 * An agent that may sleep, or that nobody pays for, as its Lease describes it.
 *
 * @param lease name of that Lease
 * @param idle after how long without a request it sleeps
 * @param unpaid why its requests are answered with 402; null: they are let through
 */
record SleepyAgent(String namespace, String name, String lease, Duration idle, Unpaid unpaid) {

  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(10);

  static SleepyAgent of(Lease lease) {
    var metadata = lease.getMetadata();
    var seconds = lease.getSpec() == null ? null : lease.getSpec().getLeaseDurationSeconds();
    return new SleepyAgent(
        metadata.getNamespace(),
        metadata.getLabels().get(AgentActivity.AGENT),
        metadata.getName(),
        seconds == null ? SHORTEST_IDLE : Duration.ofSeconds(seconds),
        Unpaid.of(lease));
  }

  /** The hosts that lead to the agent of a Lease. */
  static List<String> hosts(Lease lease) {
    var annotations = lease.getMetadata().getAnnotations();
    var hosts = annotations == null ? null : annotations.get(AgentActivity.HOSTS);
    return hosts == null ? List.of() : List.of(hosts.split(" "));
  }

  /** When it was last said that somebody asked; long ago when it never was. */
  static Instant reported(Lease lease) {
    return lease.getSpec() == null || lease.getSpec().getRenewTime() == null
        ? Instant.EPOCH
        : lease.getSpec().getRenewTime().toInstant();
  }

  /** The host name of its Service, as the cluster's name servers know it. */
  String service() {
    return name + "." + namespace + ".svc";
  }
}
