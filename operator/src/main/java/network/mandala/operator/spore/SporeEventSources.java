package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import network.mandala.crds.project.Project;
import network.mandala.crds.spore.Spore;
import network.mandala.operator.bundle.BundleKey;
import network.mandala.operator.kubernetes.Informers;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.telemetry.StaleResources;

/** What makes a spore be looked at again, and the caches that are asked beyond its own children. */
final class SporeEventSources {

  private static final String BY_NAMESPACE = "spore-namespace";
  private static final String BY_NAME = "spore-name";

  private final StaleResources stale;
  private final SimpleInboundEventSource<Spore> woken = new SimpleInboundEventSource<>("woken");
  private EventSourceContext<Spore> context;
  private InformerEventSource<Project, Spore> projects;

  SporeEventSources(StaleResources stale) {
    this.stale = stale;
  }

  List<EventSource<?, Spore>> of(EventSourceContext<Spore> context) {
    this.context = context;
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                BY_NAMESPACE, spore -> List.of(spore.getMetadata().getNamespace()),
                BY_NAME, spore -> List.of(spore.getMetadata().getName())));
    stale.watch(
        "Spore",
        () -> context.getPrimaryCache().list(),
        spore -> spore.getStatus() == null ? null : spore.getStatus().observedGeneration());
    projects = projects();
    return List.of(
        children(Deployment.class),
        children(Service.class),
        children(ControllerRevision.class),
        autoscalers(),
        pods(),
        projects,
        woken);
  }

  Optional<Project> project(String name) {
    return projects.get(new ResourceID(name));
  }

  /** Every spore of this name, in whatever project. */
  List<Spore> namesakes(String name) {
    return context.getPrimaryCache().byIndex(BY_NAME, name);
  }

  /** Lets the others of this name be looked at: the path may be free, or taken. */
  void wakeNamesakes(Spore spore) {
    namesakes(spore.getMetadata().getName()).stream()
        .map(ResourceID::fromResource)
        .filter(other -> !other.equals(ResourceID.fromResource(spore)))
        .forEach(woken::propagateEvent);
  }

  /** Lets the spores be looked at that name a bundle so. */
  void wake(BundleKey key) {
    context
        .getPrimaryCache()
        .byIndex(BY_NAMESPACE, ProjectNames.namespaceOf(key.project()))
        .stream()
        .filter(spore -> key.source().equals(Seen.sourceOf(spore.getSpec())))
        .forEach(spore -> woken.propagateEvent(ResourceID.fromResource(spore)));
  }

  private <R extends HasMetadata> InformerEventSource<R, Spore> children(Class<R> kind) {
    return Informers.ofChildren(
        kind, Spore.class, Labels.SPORE_CHILDREN_SELECTOR, Labels.SPORE, context);
  }

  /** What an autoscaler measures changes every few seconds, and nobody here reads it. */
  private EventSource<?, Spore> autoscalers() {
    return Informers.ofChildren(
        HorizontalPodAutoscaler.class,
        Spore.class,
        Labels.SPORE_CHILDREN_SELECTOR,
        Labels.SPORE,
        (now, before) ->
            !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || now.isMarkedForDeletion(),
        context);
  }

  /** A pod is kept for its status; the rest is in its Deployment. */
  private EventSource<?, Spore> pods() {
    return Informers.ofChildren(
        Pod.class,
        Spore.class,
        Labels.SPORE_CHILDREN_SELECTOR,
        Labels.SPORE,
        pod -> {
          if (pod.getSpec() != null) {
            pod.setSpec(new PodSpecBuilder().withNodeName(pod.getSpec().getNodeName()).build());
          }
        },
        context);
  }

  /** All spores of a project are looked at when it changes what they may. */
  private InformerEventSource<Project, Spore> projects() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Project.class, Spore.class)
            .withName("projects")
            .withWatchAllNamespaces()
            .withItemStore(Informers.trimmed())
            .withOnUpdateFilter(
                (now, before) ->
                    SporeProject.changesSpores(
                        SporeProject.of("", now), SporeProject.of("", before)))
            .withSecondaryToPrimaryMapper(
                project ->
                    context
                        .getPrimaryCache()
                        .byIndex(
                            BY_NAMESPACE, ProjectNames.namespaceOf(project.getMetadata().getName()))
                        .stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .build(),
        context);
  }
}
