package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;
import network.mandala.crds.spore.Spore;
import network.mandala.operator.bundle.BundleKey;
import network.mandala.operator.bundle.Bundles;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.project.ProjectNames;

/** Reads everything about one spore, out of caches only: it waits for nobody. */
final class SporeObserver {

  /** The older one has the path; of the same second, the one that the cluster numbered first. */
  private static final Comparator<Spore> AGE =
      Comparator.comparing((Spore spore) -> spore.getMetadata().getCreationTimestamp())
          .thenComparing(spore -> spore.getMetadata().getUid());

  private final SporeSettings settings;
  private final Bundles bundles;
  private final Treasury treasury;
  private final SporeEventSources sources;

  SporeObserver(
      SporeSettings settings, Bundles bundles, Treasury treasury, SporeEventSources sources) {
    this.settings = settings;
    this.bundles = bundles;
    this.treasury = treasury;
    this.sources = sources;
  }

  Seen observe(Spore spore, Context<Spore> context) {
    var namespace = spore.getMetadata().getNamespace();
    var project =
        SporeProject.of(
            namespace, ProjectNames.projectOf(namespace).flatMap(sources::project).orElse(null));
    return new Seen(
        spore,
        settings,
        project,
        all(Deployment.class, context),
        all(Service.class, context).stream()
            .filter(
                service -> service.getMetadata().getName().equals(spore.getMetadata().getName()))
            .findFirst()
            .orElse(null),
        all(ControllerRevision.class, context).stream().filter(SporeRevision::isRelease).toList(),
        all(Pod.class, context),
        project instanceof SporeProject.Open open
            ? bundles
                .find(new BundleKey(open.name(), open.uid(), Seen.sourceOf(spore.getSpec())))
                .orElse(null)
            : null,
        rival(spore),
        treasury.prices().orElse(null));
  }

  private String rival(Spore spore) {
    return sources.namesakes(spore.getMetadata().getName()).stream()
        .filter(other -> !other.isMarkedForDeletion())
        .filter(other -> !other.getMetadata().getUid().equals(spore.getMetadata().getUid()))
        .filter(other -> AGE.compare(other, spore) < 0)
        .map(other -> other.getMetadata().getNamespace())
        .findFirst()
        .orElse("");
  }

  private static <R extends HasMetadata> List<R> all(Class<R> kind, Context<Spore> context) {
    return context.getSecondaryResources(kind).stream()
        .sorted(Comparator.comparing(child -> child.getMetadata().getName()))
        .toList();
  }
}
