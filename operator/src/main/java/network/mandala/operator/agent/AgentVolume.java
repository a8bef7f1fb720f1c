package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import network.mandala.crds.agent.Retain;
import network.mandala.crds.agent.Storage;
import network.mandala.operator.kubernetes.Labels;

/** The claim of an agent's volume. */
final class AgentVolume {

  private AgentVolume() {}

  static String nameFor(Seen seen) {
    return seen.name() + "-data";
  }

  static PersistentVolumeClaim desired(Seen seen, Storage storage) {
    var claim =
        new PersistentVolumeClaimBuilder()
            .withMetadata(seen.metadata(nameFor(seen)))
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withNewResources()
            .addToRequests("storage", Quantity.parse(storage.size()))
            .endResources()
            .endSpec();
    if (storage.retain() == Retain.KEEP) {
      claim.editMetadata().addToAnnotations(Labels.RETAIN, "true").endMetadata();
    }
    return claim.build();
  }
}
