package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.operator.build.BuildQueue;
import network.mandala.operator.kubernetes.Informers;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.telemetry.StaleResources;

/**
 * What makes an agent be looked at again, and the caches that are asked beyond its own children.
 */
final class AgentEventSources {

  private static final String BY_NAMESPACE = "agent-namespace";
  private static final String BY_DOMAIN = "agent-domain";
  private static final String BY_IMAGE = "agent-image";
  private static final String WAITING_OR_RUNNING = "dockerfile-builds";

  private final StaleResources stale;
  private EventSourceContext<Agent> context;
  private InformerEventSource<Pod, Agent> pods;
  private InformerEventSource<Deployment, Agent> deployments;
  private InformerEventSource<ControllerRevision, Agent> revisions;
  private InformerEventSource<Job, Agent> jobs;
  private InformerEventSource<ResourceQuota, Agent> quotas;
  private InformerEventSource<Project, Agent> projects;
  private InformerEventSource<Ingress, Agent> ingresses;
  private InformerEventSource<PersistentVolumeClaim, Agent> claims;
  private final SimpleInboundEventSource<Agent> domains = new SimpleInboundEventSource<>("domains");
  private final SimpleInboundEventSource<Agent> woken = new SimpleInboundEventSource<>("woken");

  AgentEventSources(StaleResources stale) {
    this.stale = stale;
  }

  List<EventSource<?, Agent>> of(EventSourceContext<Agent> context) {
    this.context = context;
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                BY_NAMESPACE, agent -> List.of(agent.getMetadata().getNamespace()),
                BY_IMAGE, AgentEventSources::imagesNamed,
                BY_DOMAIN,
                    agent ->
                        DomainClaim.of(agent.getSpec()).stream().map(DomainClaim::host).toList()));
    stale.watch(
        "Agent",
        () -> context.getPrimaryCache().list(),
        agent -> agent.getStatus() == null ? null : agent.getStatus().observedGeneration());
    pods = trimmedChildren(Pod.class, AgentEventSources::trim);
    pods.addIndexers(Map.of(BY_NAMESPACE, pod -> List.of(pod.getMetadata().getNamespace())));
    deployments = byNamespace(children(Deployment.class));
    revisions = byNamespace(children(ControllerRevision.class));
    jobs = byNamespace(trimmedChildren(Job.class, job -> {}));
    jobs.addIndexers(
        Map.of(
            WAITING_OR_RUNNING,
            job -> BuildQueue.counts(job) ? List.of(WAITING_OR_RUNNING) : List.of()));
    quotas = quotas();
    projects = projects();
    ingresses = children(Ingress.class);
    claims = children(PersistentVolumeClaim.class);
    return List.of(
        deployments,
        children(Service.class),
        ingresses,
        quietChildren(HorizontalPodAutoscaler.class, HorizontalPodAutoscaler::getSpec),
        quietChildren(PodDisruptionBudget.class, PodDisruptionBudget::getSpec),
        children(Lease.class),
        slices(),
        claims,
        revisions,
        jobs,
        children(StatefulSet.class),
        schedules(),
        trimmedChildren(Secret.class, secret -> secret.setData(null)),
        pods,
        quotas,
        projects,
        domains,
        woken);
  }

  Optional<Project> project(String name) {
    return projects.get(new ResourceID(name));
  }

  List<Pod> podsIn(String namespace) {
    return pods.byIndex(BY_NAMESPACE, namespace);
  }

  /** All pods of tenants; none before this replica leads. */
  Stream<Pod> pods() {
    return pods == null ? Stream.empty() : pods.list();
  }

  /** All volumes of tenants; none before this replica leads. */
  Stream<PersistentVolumeClaim> claims() {
    return claims == null ? Stream.empty() : claims.list();
  }

  /** What builds in a project. */
  List<Job> jobsIn(String namespace) {
    return jobs.byIndex(BY_NAMESPACE, namespace);
  }

  /** What runs or may run again in a project: pods, their Deployments, and releases. */
  List<HasMetadata> recordsIn(String namespace) {
    return Stream.<List<? extends HasMetadata>>of(
            pods.byIndex(BY_NAMESPACE, namespace),
            deployments.byIndex(BY_NAMESPACE, namespace),
            revisions.byIndex(BY_NAMESPACE, namespace))
        .<HasMetadata>flatMap(List::stream)
        .toList();
  }

  /** Builds of Dockerfiles that are not over, of all projects. */
  Collection<Job> dockerfileBuilds() {
    return jobs.byIndex(WAITING_OR_RUNNING, WAITING_OR_RUNNING);
  }

  List<ResourceQuota> quotasIn(String namespace) {
    return quotas.byIndex(BY_NAMESPACE, namespace);
  }

  /** The route of the frontend of an agent. */
  Optional<Ingress> frontendIngressOf(Agent agent) {
    return ingresses.get(
        new ResourceID(FrontendHosts.nameFor(agent), agent.getMetadata().getNamespace()));
  }

  /** Looks at the other frontends of the project again: a host name may be free, or taken. */
  void wakeFrontendsBeside(Agent agent) {
    agentsIn(agent.getMetadata().getNamespace()).stream()
        .filter(other -> other.getSpec().frontend() != null)
        .map(ResourceID::fromResource)
        .filter(other -> !other.equals(ResourceID.fromResource(agent)))
        .forEach(woken::propagateEvent);
  }

  static List<String> imagesNamed(Agent agent) {
    var frontend = agent.getSpec().frontend();
    return Stream.concat(
            Stream.ofNullable(agent.getSpec().source().image()),
            Stream.ofNullable(frontend == null ? null : frontend.image()))
        .distinct()
        .toList();
  }

  /** Lets every agent be looked at whose spec names an image so. */
  void wakeNaming(String image) {
    context
        .getPrimaryCache()
        .byIndex(BY_IMAGE, image)
        .forEach(agent -> woken.propagateEvent(ResourceID.fromResource(agent)));
  }

  List<Agent> agentsIn(String namespace) {
    return context.getPrimaryCache().byIndex(BY_NAMESPACE, namespace);
  }

  /**
   * Every agent that names the domain, in any project; each with the status that was written last,
   * which the index hears of a moment later.
   */
  List<Agent> agentsWith(String domain) {
    var cache = context.getPrimaryCache();
    return cache.byIndex(BY_DOMAIN, domain).stream()
        .map(agent -> cache.get(ResourceID.fromResource(agent)).orElse(agent))
        .toList();
  }

  /** Lets every agent that names the domain be looked at. */
  void wake(String domain) {
    agentsWith(domain).forEach(agent -> domains.propagateEvent(ResourceID.fromResource(agent)));
  }

  /** As above, but not the one that says so. */
  void wake(String domain, Agent but) {
    agentsWith(domain).stream()
        .map(ResourceID::fromResource)
        .filter(id -> !id.equals(ResourceID.fromResource(but)))
        .forEach(domains::propagateEvent);
  }

  private static <R extends HasMetadata> InformerEventSource<R, Agent> byNamespace(
      InformerEventSource<R, Agent> source) {
    source.addIndexers(Map.of(BY_NAMESPACE, child -> List.of(child.getMetadata().getNamespace())));
    return source;
  }

  private <R extends HasMetadata> InformerEventSource<R, Agent> children(Class<R> kind) {
    return Informers.ofChildren(
        kind, Agent.class, Labels.AGENT_CHILDREN_SELECTOR, Labels.AGENT, context);
  }

  /** Those that we make; the cluster's own have the labels of their Services, and so ours. */
  private EventSource<?, Agent> slices() {
    return Informers.ofChildren(
        EndpointSlice.class,
        Agent.class,
        Labels.AGENT_CHILDREN_SELECTOR + "," + AgentDoor.SLICE_KEEPER + "=mandala-operator",
        Labels.AGENT,
        context);
  }

  /**
   * Children whose status changes every few seconds, or with every pod (what an autoscaler
   * measures, how many pods may be taken); nobody here reads it.
   */
  private <R extends HasMetadata> EventSource<?, Agent> quietChildren(
      Class<R> kind, Function<R, ?> spec) {
    return Informers.ofChildren(
        kind,
        Agent.class,
        Labels.AGENT_CHILDREN_SELECTOR,
        Labels.AGENT,
        (now, before) ->
            !Objects.equals(spec.apply(now), spec.apply(before))
                || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || now.isMarkedForDeletion(),
        context);
  }

  /** Its status changes with every copy, and the Job of each copy is seen by itself. */
  private EventSource<?, Agent> schedules() {
    return Informers.ofChildren(
        CronJob.class,
        Agent.class,
        Labels.AGENT_CHILDREN_SELECTOR,
        Labels.AGENT,
        (now, before) ->
            !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || now.isMarkedForDeletion(),
        context);
  }

  /** Of the kinds that a build has, which may be in the namespace for builds. */
  private <R extends HasMetadata> InformerEventSource<R, Agent> trimmedChildren(
      Class<R> kind, Consumer<R> trim) {
    return Informers.ofChildren(
        kind,
        Agent.class,
        Labels.AGENT_CHILDREN_SELECTOR,
        Labels.AGENT,
        trim,
        (now, before) -> true,
        ProjectNames::homeOf,
        context);
  }

  /** Read to explain; what is used changes with every pod, and wakes nobody. */
  private InformerEventSource<ResourceQuota, Agent> quotas() {
    var source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ResourceQuota.class, Agent.class)
                .withName("quotas")
                .withLabelSelector(Labels.PROJECT_CHILDREN_SELECTOR)
                .withWatchAllNamespaces()
                .withItemStore(Informers.trimmed())
                .withSecondaryToPrimaryMapper(quota -> Set.of())
                .build(),
            context);
    source.addIndexers(Map.of(BY_NAMESPACE, quota -> List.of(quota.getMetadata().getNamespace())));
    return source;
  }

  /** All agents of a project are looked at when it becomes ready, or changes how pods are made. */
  private InformerEventSource<Project, Agent> projects() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Project.class, Agent.class)
            .withName("projects")
            .withWatchAllNamespaces()
            .withItemStore(Informers.trimmed())
            .withOnUpdateFilter(
                (now, before) ->
                    ProjectSeen.changesAgents(ProjectSeen.of("", now), ProjectSeen.of("", before)))
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

  /** A pod is kept for its status and for what it asks for; the rest is in its Deployment. */
  private static void trim(Pod pod) {
    var spec = pod.getSpec();
    if (spec == null) {
      return;
    }
    PodSpec kept =
        new PodSpecBuilder()
            .withNodeName(spec.getNodeName())
            .withRuntimeClassName(spec.getRuntimeClassName())
            .withContainers(spec.getContainers().stream().map(AgentEventSources::trim).toList())
            .withInitContainers(
                spec.getInitContainers().stream().map(AgentEventSources::trim).toList())
            .build();
    pod.setSpec(kept);
  }

  private static Container trim(Container container) {
    var kept = new Container();
    kept.setName(container.getName());
    kept.setImage(container.getImage());
    kept.setResources(container.getResources());
    kept.setEnvFrom(container.getEnvFrom());
    return kept;
  }
}
