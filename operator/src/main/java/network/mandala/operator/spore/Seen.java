package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.format.Formats;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.crds.spore.SporeStatus;
import network.mandala.ledger.price.PriceList;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.bundle.BundleKey;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;

/**
 * Everything that is known about one spore at one moment, out of the caches.
 *
 * @param deployments its two sets of pods, as far as they exist
 * @param service null when there is none
 * @param revisions the records of its releases
 * @param answer what became of reading the bundle; null: nobody has, or it is written down
 * @param rival the namespace of an older spore of the same name, which has the path; empty: none
 * @param prices of the ledger; null: no ledger is connected, or it has not told them yet
 */
record Seen(
    Spore spore,
    SporeSettings settings,
    SporeProject project,
    List<Deployment> deployments,
    Service service,
    List<ControllerRevision> revisions,
    List<Pod> pods,
    BundleAnswer answer,
    String rival,
    PriceList prices) {

  String name() {
    return spore.getMetadata().getName();
  }

  String namespace() {
    return spore.getMetadata().getNamespace();
  }

  long generation() {
    return spore.getMetadata().getGeneration();
  }

  String projectName() {
    return ProjectNames.projectOf(namespace()).orElse("");
  }

  SporeSpec spec() {
    return spore.getSpec();
  }

  SporeStatus status() {
    return spore.getStatus() == null ? SporeStatus.empty() : spore.getStatus();
  }

  /** How the spec names the bundle. */
  String source() {
    return sourceOf(spec());
  }

  static String sourceOf(SporeSpec spec) {
    return spec.bundle().digest() == null ? spec.bundle().artifact() : spec.bundle().digest();
  }

  /** Empty while the project is closed. */
  Optional<BundleKey> key() {
    return project instanceof SporeProject.Open open
        ? Optional.of(new BundleKey(open.name(), open.uid(), source()))
        : Optional.empty();
  }

  /** The bundle of the spec, when it has been read. */
  Optional<Bundle> bundle() {
    return recorded()
        .or(
            () ->
                answer instanceof BundleAnswer.Ready ready
                    ? Optional.of(ready.bundle())
                    : Optional.empty());
  }

  /** As above, when it is written down. */
  Optional<Bundle> recorded() {
    return revisions.stream()
        .filter(revision -> SporeRevision.sourceOf(revision).equals(source()))
        .map(SporeRevision::read)
        .map(Release::bundle)
        .findFirst();
  }

  /** A set of pods, when its Deployment exists and it is known what it was made from. */
  Optional<Lane> lane(Colour colour) {
    return deployments.stream()
        .filter(
            deployment ->
                Lane.word(colour).equals(deployment.getMetadata().getLabels().get(Labels.COLOUR)))
        .filter(deployment -> !deployment.isMarkedForDeletion())
        .findFirst()
        .flatMap(
            deployment ->
                release(SporeDeployment.releaseOf(deployment))
                    .map(release -> new Lane(colour, deployment, release)));
  }

  private Optional<Release> release(String id) {
    return revisions.stream()
        .filter(revision -> SporeRevision.idOf(revision).equals(id))
        .map(SporeRevision::read)
        .findFirst();
  }

  /** The set that the Service leads to; empty when there is none. */
  Optional<Lane> routed() {
    return SporeService.colourOf(service).flatMap(this::lane);
  }

  /** Whether the pods that served before may still have requests to finish. */
  boolean isDraining(Instant now) {
    return drainedAt().filter(now::isBefore).isPresent();
  }

  /** Until when. */
  Optional<Instant> drainedAt() {
    try {
      return Optional.of(SporeService.switchedAt(service))
          .filter(text -> !text.isEmpty())
          .map(Instant::parse)
          .map(at -> at.plus(Formats.duration(spec().drain())));
    } catch (DateTimeParseException unknown) {
      return Optional.empty();
    }
  }

  List<Pod> podsOf(Colour colour) {
    return pods.stream()
        .filter(pod -> Lane.word(colour).equals(pod.getMetadata().getLabels().get(Labels.COLOUR)))
        .toList();
  }

  String url() {
    return settings.url().of(settings.domain()) + name() + "/";
  }

  /** Metadata of a child. */
  ObjectMeta metadata(String childName) {
    return new ObjectMetaBuilder()
        .withName(childName)
        .withNamespace(namespace())
        .withLabels(Labels.ofSpore(projectName(), name()))
        .build();
  }
}
