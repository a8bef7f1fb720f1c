package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service of a frontend. */
final class FrontendService {

  private FrontendService() {}

  static Service desired(Seen seen) {
    return new ServiceBuilder()
        .withMetadata(seen.metadata(FrontendHosts.nameFor(seen)))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(FrontendDeployment.selector(seen))
        .addNewPort()
        .withName(AgentService.HTTP)
        .withProtocol("TCP")
        .withPort(80)
        .withNewTargetPort(FrontendDeployment.PORT)
        .endPort()
        .endSpec()
        .build();
  }
}
