package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.AgentActivity;
import network.mandala.crds.agent.Sleep;

/**
 * The way to an agent that may sleep, or that nobody pays for: a Service of the namespace, since a
 * route can lead to no other, behind which is the activator; and the record of when somebody asked
 * for it.
 */
final class AgentDoor {

  /** Who keeps an EndpointSlice: the cluster's own controllers leave those of others alone. */
  static final String SLICE_KEEPER = "endpointslice.kubernetes.io/managed-by";

  private static final String SLICE_OF = "kubernetes.io/service-name";
  private static final int PORT = 80;

  private AgentDoor() {}

  /** The Service that routes lead to: that of the agent, or the door before it. */
  static String serviceFor(Seen seen) {
    return isNeeded(seen) ? nameFor(seen) : seen.name();
  }

  /** The Service that the routes of its frontend lead to. */
  static String serviceForFrontend(Seen seen) {
    return AgentFunds.isUnpaid(seen) ? nameFor(seen) : FrontendHosts.nameFor(seen);
  }

  private static boolean isNeeded(Seen seen) {
    return AgentSleep.isOffered(seen) || AgentFunds.isUnpaid(seen);
  }

  /** Empty for an agent whose requests go straight to its pods. */
  static List<HasMetadata> desired(Seen seen) {
    return isNeeded(seen) ? List.of(activity(seen), service(seen), slice(seen)) : List.of();
  }

  private static String nameFor(Seen seen) {
    return seen.name() + "-door";
  }

  private static Lease activity(Seen seen) {
    var lease =
        new LeaseBuilder()
            .withMetadata(seen.metadata(seen.name()))
            .withNewSpec()
            .withLeaseDurationSeconds(idleSeconds(seen))
            .endSpec()
            .build();
    lease.getMetadata().getLabels().put(AgentActivity.LABEL, AgentActivity.YES);
    lease.getMetadata().setAnnotations(annotations(seen));
    return lease;
  }

  /** The shortest for an agent that does not sleep by itself: nobody waits for it. */
  private static int idleSeconds(Seen seen) {
    var sleep = seen.spec().scaling().sleep();
    return sleep == null ? new Sleep(null).afterIdleSeconds() : sleep.afterIdleSeconds();
  }

  private static Map<String, String> annotations(Seen seen) {
    var annotations = new TreeMap<String, String>();
    boolean unpaid = AgentFunds.isUnpaid(seen);
    var hosts = new ArrayList<>(AgentHosts.routed(seen));
    if (unpaid) {
      var funding = seen.node().funding();
      annotations.put(AgentActivity.UNPAID, seen.projectName());
      annotations.put(AgentActivity.TOP_UP_URL, funding.topUpUrlOf(seen.projectName()));
      annotations.put(AgentActivity.TOP_UP_TEXT, funding.topUpText());
      if (seen.spec().frontend() != null) {
        hosts.addAll(FrontendHosts.routed(seen));
      }
    }
    annotations.put(AgentActivity.HOSTS, String.join(" ", hosts));
    return annotations;
  }

  /** Without a selector: no pod of the agent is behind it. */
  private static Service service(Seen seen) {
    return new ServiceBuilder()
        .withMetadata(seen.metadata(nameFor(seen)))
        .withNewSpec()
        .withType("ClusterIP")
        .addNewPort()
        .withName(AgentService.HTTP)
        .withProtocol("TCP")
        .withPort(PORT)
        .withNewTargetPort(PORT)
        .endPort()
        .endSpec()
        .build();
  }

  private static EndpointSlice slice(Seen seen) {
    var address = seen.activatorAddress();
    var slice =
        new EndpointSliceBuilder()
            .withMetadata(seen.metadata(nameFor(seen)))
            .withAddressType(address.contains(":") ? "IPv6" : "IPv4")
            .addNewEndpoint()
            .withAddresses(address)
            .withNewConditions()
            .withReady(true)
            .endConditions()
            .endEndpoint()
            .addNewPort()
            .withName(AgentService.HTTP)
            .withProtocol("TCP")
            .withPort(PORT)
            .endPort()
            .build();
    slice.getMetadata().getLabels().put(SLICE_OF, nameFor(seen));
    slice.getMetadata().getLabels().put(SLICE_KEEPER, "mandala-operator");
    return slice;
  }
}
