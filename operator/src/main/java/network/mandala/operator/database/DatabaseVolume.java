package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import network.mandala.operator.kubernetes.Labels;

/**
 * The claim of a database's volume. It is made here and not by the StatefulSet: templates of claims
 * cannot be changed, so a volume could not grow, and would not go when it should.
 */
final class DatabaseVolume {

  private DatabaseVolume() {}

  static PersistentVolumeClaim desired(DatabaseInput input) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(input.volumeMetadata(input.name(), Labels.COMPONENT_DATABASE))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", Quantity.parse(input.spec().size()))
        .endResources()
        .endSpec()
        .build();
  }
}
