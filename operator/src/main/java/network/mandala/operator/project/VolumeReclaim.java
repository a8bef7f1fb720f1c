package network.mandala.operator.project;

import network.mandala.crds.project.Project;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Events;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.kubernetes.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the volumes of a project that has slept for want of money for longer than its terms
 * allow. It cannot be undone, so the ledger is asked once more; while it does not answer, nothing
 * is deleted.
 */
final class VolumeReclaim {

  private static final Logger log = LoggerFactory.getLogger(VolumeReclaim.class);

  /** Of the event that comes before each of these deletions. */
  private static final String REASON = "VolumesReclaimed";

  private final Platform platform;
  private final Treasury treasury;

  VolumeReclaim(Platform platform, Treasury treasury) {
    this.platform = platform;
    this.treasury = treasury;
  }

  /** Calling it again is harmless. */
  void run(Project project) {
    var namespace = ProjectNames.namespaceOf(project.getMetadata().getName());
    var claims =
        platform
            .client()
            .persistentVolumeClaims()
            .inNamespace(namespace)
            .withLabelSelector(Labels.AGENT_CHILDREN_SELECTOR)
            .list()
            .getItems()
            .stream()
            .filter(claim -> !claim.isMarkedForDeletion())
            .toList();
    if (claims.isEmpty() || !treasury.isStillUnpaid(project, ProjectStatuses.projectId(project))) {
      return;
    }
    var names = claims.stream().map(claim -> claim.getMetadata().getName()).sorted().toList();
    var message =
        "The project slept for want of money for longer than spec.funding.reclaimAfter (%s). Its volumes are deleted now: %s."
            .formatted(project.getSpec().funding().reclaimAfter(), String.join(", ", names));
    log.warn("{}", message);
    platform.events().record(project, Events.Weight.WARNING, REASON, message);
    claims.forEach(claim -> platform.client().resource(claim).delete());
  }
}
