package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import network.mandala.operator.kubernetes.Labels;

/** The name under which the project finds a database. */
final class DatabaseService {

  private DatabaseService() {}

  static Service desired(DatabaseInput input) {
    return new ServiceBuilder()
        .withMetadata(input.metadata(input.name(), Labels.COMPONENT_DATABASE))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(input.selector())
        .addNewPort()
        .withName(input.engine().word())
        .withProtocol("TCP")
        .withPort(input.engine().port())
        .withNewTargetPort(input.engine().port())
        .endPort()
        .endSpec()
        .build();
  }
}
