package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Runtime;
import network.mandala.crds.project.Project;
import network.mandala.domain.DomainProof;
import network.mandala.operator.certificate.Certificates;
import network.mandala.operator.domain.DomainProofs;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.registry.TagAnswer;
import network.mandala.operator.registry.TagDigests;

/** Reads everything about one agent, out of caches only: it waits for nobody. */
final class AgentObserver {

  private final Node node;
  private final DomainProofs proofs;
  private final Certificates certificates;
  private final TagDigests tags;
  private final ActivatorAddress activator;
  private final NodeCertificate certificate;
  private final Treasury treasury;
  private final AgentEventSources sources;

  AgentObserver(
      Node node,
      DomainProofs proofs,
      Certificates certificates,
      TagDigests tags,
      ActivatorAddress activator,
      NodeCertificate certificate,
      Treasury treasury,
      AgentEventSources sources) {
    this.node = node;
    this.proofs = proofs;
    this.certificates = certificates;
    this.tags = tags;
    this.activator = activator;
    this.certificate = certificate;
    this.treasury = treasury;
    this.sources = sources;
  }

  Seen observe(Agent agent, Context<Agent> context, Instant now) {
    var namespace = agent.getMetadata().getNamespace();
    var project = ProjectNames.projectOf(namespace).flatMap(sources::project).orElse(null);
    var deployment = named(agent, Deployment.class, context);
    var frontend = frontend(agent, context);
    var jobs = all(Job.class, context);
    var pods = all(Pod.class, context);
    var open = ProjectSeen.of(namespace, project);
    return new Seen(
        agent,
        node,
        open,
        deployment,
        named(agent, Ingress.class, context),
        frontend,
        all(ControllerRevision.class, context).stream().filter(AgentRevision::isRelease).toList(),
        all(Secret.class, context),
        jobs,
        all(StatefulSet.class, context),
        all(PersistentVolumeClaim.class, context),
        pods,
        domains(agent, project, all(Secret.class, context), now),
        both(agent, sources::quotasIn),
        named(agent, Lease.class, context),
        needsActivator(agent, open) ? activator.address() : "",
        tag(agent.getSpec().source().image()),
        certificate.names(),
        treasury.prices().orElse(null),
        lacksPods(jobs, context, deployment, frontend.deployment())
            ? both(agent, sources::podsIn)
            : List.of());
  }

  private TagAnswer tag(String image) {
    return image == null ? null : tags.find(image).orElse(null);
  }

  private static boolean needsActivator(Agent agent, ProjectSeen project) {
    return agent.getSpec().scaling().sleep() != null
        || (project instanceof ProjectSeen.Open open && open.funds().isSuspended());
  }

  private FrontendSeen frontend(Agent agent, Context<Agent> context) {
    var name = FrontendHosts.nameFor(agent);
    return new FrontendSeen(
        named(name, Deployment.class, context),
        named(name, Ingress.class, context),
        new FrontendNames(sources).shortNameOwner(agent),
        tag(agent.getSpec().frontend() == null ? null : agent.getSpec().frontend().image()));
  }

  /** Out of the namespace of the agent, and out of that where its Dockerfile is built. */
  private static <R> List<R> both(Agent agent, Function<String, List<R>> in) {
    var namespace = agent.getMetadata().getNamespace();
    return agent.getSpec().runtime() != Runtime.DOCKER
        ? in.apply(namespace)
        : Stream.concat(
                in.apply(namespace).stream(),
                ProjectNames.projectOf(namespace).stream()
                    .flatMap(project -> in.apply(ProjectNames.buildsOf(project)).stream()))
            .toList();
  }

  /** What is not known yet, or not any more, is asked for meanwhile. */
  private List<DomainVerdict> domains(
      Agent agent, Project project, List<Secret> secrets, Instant now) {
    var id =
        project == null || project.getStatus() == null ? null : project.getStatus().projectId();
    var judged = new LinkedHashMap<String, DomainVerdict>();
    for (var claim : DomainClaim.of(agent.getSpec())) {
      var verdict =
          claim.isImplied()
              ? ImpliedDomain.decide(
                  claim,
                  judged.get(claim.impliedBy()),
                  agent,
                  node,
                  sources.agentsWith(claim.host()))
              : judge(agent, claim, id, now);
      judged.put(
          claim.host(),
          node.acme()
              ? AgentCertificates.describe(
                  verdict, secrets, certificates.trouble(claim.host()), now)
              : verdict);
    }
    return List.copyOf(judged.values());
  }

  private DomainVerdict judge(Agent agent, DomainClaim claim, String projectId, Instant now) {
    var proof =
        projectId == null
            ? null
            : switch (claim.target()) {
              case AGENT -> DomainProof.ofAgent(projectId);
              case FRONTEND -> DomainProof.ofFrontend(projectId);
            };
    var verdict =
        new DomainRules(agent, node, claim.target(), proof, now)
            .decide(
                claim.host(),
                proofs.find(claim.host()).orElse(null),
                sources.agentsWith(claim.host()));
    if (verdict.overdue()) {
      proofs.ask(claim.host());
    }
    return verdict;
  }

  private static boolean lacksPods(
      List<Job> jobs, Context<Agent> context, Deployment... deployments) {
    return !jobs.isEmpty()
        || context.getSecondaryResources(StatefulSet.class).stream()
            .anyMatch(
                server ->
                    server.getStatus() == null
                        || Rollout.orZero(server.getStatus().getReplicas()) == 0)
        || Stream.of(deployments)
            .filter(Objects::nonNull)
            .anyMatch(it -> Rollout.condition(it, "ReplicaFailure").isPresent());
  }

  private static <R extends HasMetadata> R named(
      Agent agent, Class<R> kind, Context<Agent> context) {
    return named(agent.getMetadata().getName(), kind, context);
  }

  private static <R extends HasMetadata> R named(
      String name, Class<R> kind, Context<Agent> context) {
    return context.getSecondaryResources(kind).stream()
        .filter(child -> child.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** In a fixed order: caches have none. */
  private static <R extends HasMetadata> List<R> all(Class<R> kind, Context<Agent> context) {
    return context.getSecondaryResources(kind).stream()
        .sorted(Comparator.comparing((R child) -> child.getMetadata().getName()))
        .toList();
  }
}
