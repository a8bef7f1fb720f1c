package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import network.mandala.crds.agent.DatabaseBackup;
import network.mandala.operator.kubernetes.Labels;

/** The claim of the volume that holds the copies of a database: apart from its data. */
final class DatabaseCopyVolume {

  private DatabaseCopyVolume() {}

  /**
   * @param database name of the database's objects
   */
  static String nameFor(String database) {
    return database + "-backups";
  }

  /**
   * @param present size of the one that there is, which stays when the spec names none; null: there
   *     is none
   */
  static PersistentVolumeClaim desired(DatabaseInput input, String present) {
    var size = input.spec().backup() == null && present != null ? present : rules(input).size();
    return new PersistentVolumeClaimBuilder()
        .withMetadata(input.volumeMetadata(nameFor(input.name()), Labels.COMPONENT_DATABASE_JOB))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", Quantity.parse(size))
        .endResources()
        .endSpec()
        .build();
  }

  static DatabaseBackup rules(DatabaseInput input) {
    return input.spec().backup() == null ? DatabaseBackup.standard() : input.spec().backup();
  }
}
