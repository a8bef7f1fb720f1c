package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
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
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Runtime;
import network.mandala.crds.project.Project;
import network.mandala.operator.canary.Canary;
import network.mandala.operator.kubernetes.Informers;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.registry.ProjectDirectory;
import network.mandala.operator.telemetry.StaleResources;

/** What makes a project be looked at again, and who else looks at the cache of projects. */
final class ProjectEventSources implements ProjectDirectory {

  /** Annotation in the cache alone: all that is kept of the spec. */
  private static final String HAS_DOCKERFILE = "mandala.network/has-dockerfile";

  private static final String BY_ID = "project-id";

  private final StaleResources stale;
  private final SimpleInboundEventSource<Project> ledger = new SimpleInboundEventSource<>("ledger");
  private volatile EventSourceContext<Project> context;

  ProjectEventSources(StaleResources stale) {
    this.stale = stale;
  }

  List<EventSource<?, Project>> of(EventSourceContext<Project> context) {
    this.context = context;
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                BY_ID,
                project ->
                    Canary.is(project) ? List.of() : List.of(ProjectStatuses.projectId(project))));
    stale.watch(
        "Project",
        () -> context.getPrimaryCache().list(),
        project -> project.getStatus() == null ? null : project.getStatus().observedGeneration());
    return List.of(
        children(Namespace.class),
        children(NetworkPolicy.class),
        quotas(),
        children(LimitRange.class),
        children(Secret.class),
        trustBundles(),
        children(ServiceAccount.class),
        children(RoleBinding.class),
        agents(),
        ledger);
  }

  /** Looks at a project again: the ledger has news of it. */
  void wake(String projectId) {
    var known = context;
    if (known != null) {
      known.getPrimaryCache().byIndex(BY_ID, projectId).stream()
          .map(ResourceID::fromResource)
          .forEach(ledger::propagateEvent);
    }
  }

  @Override
  public Optional<String> uidOf(String project) {
    var known = context;
    return known == null
        ? Optional.empty()
        : known
            .getPrimaryCache()
            .get(new ResourceID(project))
            .filter(found -> !found.isMarkedForDeletion() && !Canary.is(found))
            .map(found -> found.getMetadata().getUid());
  }

  private <R extends HasMetadata> EventSource<?, Project> children(Class<R> kind) {
    return Informers.ofChildren(
        kind, Project.class, Labels.PROJECT_CHILDREN_SELECTOR, Labels.PROJECT, context);
  }

  private EventSource<?, Project> trustBundles() {
    return Informers.ofChildren(
        ConfigMap.class,
        Project.class,
        Labels.PROJECT_CHILDREN_SELECTOR,
        Labels.PROJECT,
        new OneBundle(),
        context);
  }

  /** What is used of a quota changes with every pod; only what is allowed matters here. */
  private EventSource<?, Project> quotas() {
    return Informers.ofChildren(
        ResourceQuota.class,
        Project.class,
        Labels.PROJECT_CHILDREN_SELECTOR,
        Labels.PROJECT,
        (now, before) ->
            !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || now.isMarkedForDeletion(),
        context);
  }

  /** Whether an Agent, as the cache keeps it or as it comes, is built from a Dockerfile. */
  static boolean hasDockerfile(Agent agent) {
    var annotations = agent.getMetadata().getAnnotations();
    return agent.getSpec() == null
        ? annotations != null && annotations.containsKey(HAS_DOCKERFILE)
        : agent.getSpec().runtime() == Runtime.DOCKER
            && agent.getSpec().source() != null
            && agent.getSpec().source().artifact() != null;
  }

  /**
   * Agents are counted: their names are enough, and only coming and going matters, and whether a
   * Dockerfile is among them.
   */
  private EventSource<?, Project> agents() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Agent.class, Project.class)
            .withName("agents")
            .withWatchAllNamespaces()
            .withItemStore(
                Informers.trimmed(
                    agent -> {
                      var kept =
                          hasDockerfile(agent)
                              ? Map.of(HAS_DOCKERFILE, "")
                              : Map.<String, String>of();
                      agent.setSpec(null);
                      agent.setStatus(null);
                      agent.getMetadata().setAnnotations(kept);
                    }))
            .withOnUpdateFilter((now, before) -> hasDockerfile(now) != hasDockerfile(before))
            .withSecondaryToPrimaryMapper(
                agent ->
                    ProjectNames.projectOf(agent.getMetadata().getNamespace()).stream()
                        .map(ResourceID::new)
                        .collect(Collectors.toSet()))
            .build(),
        context);
  }
}
