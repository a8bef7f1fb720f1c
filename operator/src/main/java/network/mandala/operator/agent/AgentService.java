package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.ArrayList;
import java.util.List;

/** The Service of an agent: port 80 leads to its first port, and each port is there by itself. */
final class AgentService {

  /** The name of port 80, which routes use. */
  static final String HTTP = "http";

  private static final int HTTP_PORT = 80;

  private AgentService() {}

  static Service desired(Seen seen, Target target) {
    return new ServiceBuilder()
        .withMetadata(seen.metadata(seen.name()))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(AgentDeployment.selector(seen))
        .withPorts(ports(target.content().ports()))
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(List<Integer> declared) {
    var ports = new ArrayList<ServicePort>();
    ports.add(port(HTTP, HTTP_PORT, declared.getFirst()));
    declared.stream()
        .distinct()
        .filter(port -> port != HTTP_PORT)
        .forEach(port -> ports.add(port("port-" + port, port, port)));
    return ports;
  }

  private static ServicePort port(String name, int port, int target) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withNewTargetPort(target)
        .build();
  }
}
