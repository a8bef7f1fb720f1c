package network.mandala.activator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.mandala.crds.agent.AgentActivity;

/**
 * The Leases of all agents that may sleep: who answers at a host, and where it is written down when
 * somebody asked. Safe to use from many threads.
 */
final class Directory implements AutoCloseable, Activity.Reports {

  private static final String BY_HOST = "host";

  /** As the API server writes such a time. */
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final SharedIndexInformer<Lease> leases;

  Directory(KubernetesClient client) {
    this.client = client;
    this.leases =
        client
            .leases()
            .inAnyNamespace()
            .withLabel(AgentActivity.LABEL, AgentActivity.YES)
            .runnableInformer(0)
            .addIndexers(Map.of(BY_HOST, SleepyAgent::hosts));
  }

  /**
   * Returns when all of them are known.
   *
   * @throws TimeoutException when the API server does not tell in time
   */
  void start(Duration atMost) throws InterruptedException, TimeoutException {
    try {
      leases.start().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the agents that may sleep cannot be watched", e);
    }
  }

  /** Stays true while the API server is away: what is known goes on to be of use. */
  boolean isFilled() {
    return leases.hasSynced();
  }

  /**
   * @param host in lower case, without a port
   */
  Optional<SleepyAgent> find(String host) {
    List<Lease> found = leases.getIndexer().byIndex(BY_HOST, host);
    return found.stream().findFirst().map(SleepyAgent::of);
  }

  /** Another replica may have written a later time: that is left. */
  @Override
  public void report(SleepyAgent agent, Instant lastAsked) {
    var known = leases.getIndexer().getByKey(agent.namespace() + "/" + agent.lease());
    if (known != null && !SleepyAgent.reported(known).isBefore(lastAsked)) {
      return;
    }
    try {
      client
          .leases()
          .inNamespace(agent.namespace())
          .withName(agent.lease())
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON_MERGE)
                  .withFieldManager("mandala-activator")
                  .build(),
              "{\"spec\":{\"renewTime\":\"%s\"}}".formatted(MICROSECONDS.format(lastAsked)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      // The agent is gone, or does not sleep any more.
    }
  }

  @Override
  public void close() {
    leases.close();
  }
}
