package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.crds.project.PodSecurity;
import network.mandala.ledger.price.PriceList;
import network.mandala.operator.build.BuildLimits;
import network.mandala.operator.certificate.ProvidedNames;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.FundingSettings;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.registry.TagAnswer;

/** An agent {@code hello} of project {@code demo}, as the caches would show it. */
final class AnAgent {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final ProjectSeen.Open PROJECT =
      new ProjectSeen.Open(
          "demo", "uid-of-demo", PodSecurity.RESTRICTED, "", ProjectFunds.UNMETERED);
  private static final NodeConfig.Domains DOMAINS =
      new NodeConfig.Domains(
          true, Duration.ofDays(1), Duration.ofDays(3), List.of(), Duration.ofSeconds(3));
  static final FundingSettings FUNDING =
      new FundingSettings(
          1,
          Duration.ZERO,
          1000,
          Duration.ofHours(24),
          0,
          "https://pay.example.org/?project={project}",
          "Ask Ada.");
  static final Node NODE = node(false);

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Agent agent = new Agent();
  private Node node = NODE;
  private ProjectSeen project = PROJECT;
  private Deployment deployment;
  private Ingress ingress;
  private TagAnswer tag;
  private ProvidedNames certificate;
  private FrontendSeen frontend = FrontendSeen.none();
  private final List<ControllerRevision> revisions = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<Job> jobs = new ArrayList<>();
  private final List<StatefulSet> servers = new ArrayList<>();
  private final List<PersistentVolumeClaim> claims = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private Set<String> taken = Set.of();
  private Set<String> unproved = Set.of();
  private final List<ResourceQuota> quotas = new ArrayList<>();
  private List<Pod> neighbours = List.of();
  private Lease activity;
  private String activatorAddress = "";
  private PriceList prices;

  private AnAgent(AgentSpec spec) {
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withName("hello")
            .withNamespace("mandala-project-demo")
            .withUid("uid-of-hello")
            .withGeneration(1L)
            .build());
    agent.setSpec(spec);
  }

  /**
   * @param yaml the spec
   */
  static AnAgent asking(String yaml) {
    return new AnAgent(YAML.unmarshal("---\n" + yaml, AgentSpec.class));
  }

  static AnAgent of(Agent agent) {
    return new AnAgent(agent.getSpec());
  }

  static Node node(boolean trustBundle) {
    return node(trustBundle, DOMAINS);
  }

  static Node node(NodeConfig.Domains domains) {
    return node(false, domains);
  }

  private static Node node(boolean trustBundle, NodeConfig.Domains domains) {
    return new Node(
        "example.org",
        new NodeConfig.Url("https", 0),
        new NodeConfig.Ingress("", Map.of(), "kube-system"),
        domains,
        false,
        "registry.example.org",
        new NodeConfig.Images(
            "registry/builder:1",
            "registry/node:22",
            "registry/python:3",
            "registry/nginx:1",
            "registry/buildah:1",
            "registry/mysql:9",
            "registry/mongo:8",
            "registry/redis:8"),
        new NodeConfig.Prices(1000, 500, 10, 200, 5000),
        new BuildLimits(
            Duration.ofMinutes(10),
            "1",
            "1Gi",
            2L << 30,
            256L << 20,
            20_000,
            512L << 20,
            Map.of("npm_config_registry", "http://mirror.example.org/npm/"),
            true,
            trustBundle,
            new BuildLimits.Dockerfiles(true, 4, 1, 10L << 30, 1024)),
        trustBundle,
        "nvidia",
        "",
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        FUNDING);
  }

  AnAgent on(Node changed) {
    node = changed;
    return this;
  }

  AnAgent in(ProjectSeen changed) {
    project = changed;
    return this;
  }

  AnAgent generation(long generation) {
    agent.getMetadata().setGeneration(generation);
    return this;
  }

  AnAgent with(AgentStatus status) {
    agent.setStatus(status);
    return this;
  }

  AnAgent with(Pod pod) {
    pods.add(pod);
    return this;
  }

  AnAgent with(Job job) {
    jobs.add(job);
    return this;
  }

  AnAgent with(StatefulSet server) {
    servers.add(server);
    return this;
  }

  AnAgent with(PersistentVolumeClaim claim) {
    claims.add(claim);
    return this;
  }

  AnAgent annotated(String name, String value) {
    agent.getMetadata().getAnnotations().put(name, value);
    return this;
  }

  AnAgent with(Secret secret) {
    secrets.add(secret);
    return this;
  }

  AnAgent with(Ingress changed) {
    ingress = changed;
    return this;
  }

  AnAgent with(Deployment changed) {
    deployment = changed;
    return this;
  }

  AnAgent with(ResourceQuota quota) {
    quotas.add(quota);
    return this;
  }

  AnAgent behindTheActivator() {
    activatorAddress = "10.43.0.30";
    return this;
  }

  AnAgent priced(PriceList list) {
    prices = list;
    return this;
  }

  /** Somebody asked for it then. */
  AnAgent askedFor(Instant last) {
    activity =
        new LeaseBuilder()
            .withNewMetadata()
            .withName("hello")
            .withCreationTimestamp("2026-03-01T09:00:00Z")
            .endMetadata()
            .withNewSpec()
            .withRenewTime(last.atZone(ZoneOffset.UTC))
            .endSpec()
            .build();
    return this;
  }

  AnAgent besides(Pod... others) {
    neighbours = List.of(others);
    return this;
  }

  /** A status that says nothing but this. */
  static AgentStatus statusWith(List<DomainStatus> domains) {
    return new AgentStatus(
        1L, null, null, null, null, null, null, null, null, null, null, null, null, domains, null);
  }

  AnAgent taken(String... domains) {
    taken = Set.of(domains);
    return this;
  }

  AnAgent unproved(String... domains) {
    unproved = Set.of(domains);
    return this;
  }

  private DomainVerdict verdict(DomainClaim claim) {
    var domain = claim.host();
    var standing =
        domain.endsWith("." + node.domain())
            ? DomainVerdict.Standing.OF_NODE
            : taken.contains(domain)
                ? DomainVerdict.Standing.TAKEN
                : unproved.contains(domain)
                    ? DomainVerdict.Standing.UNPROVED
                    : DomainVerdict.Standing.ROUTED;
    var state = unproved.contains(domain) ? DomainState.PENDING : DomainState.VERIFIED;
    return new DomainVerdict(
        new DomainStatus(
            domain,
            state,
            "2026-03-01T11:00:00Z",
            null,
            "2026-03-01T11:00:00Z",
            "It was judged.",
            null,
            claim.target(),
            claim.isImplied() ? claim.impliedBy() : null),
        standing,
        false,
        Duration.ofHours(23));
  }

  /** A release that was recorded, as the present spec makes it with an image. */
  AnAgent recorded(Target target) {
    revisions.add(AgentRevision.desired(seen(), target));
    return this;
  }

  /** The Deployment of a release, with as many ready pods as wanted. */
  AnAgent running(Target target, int ready, int wanted) {
    deployment = AgentDeployment.desired(seen(), PROJECT, target);
    deployment.getMetadata().setGeneration(1L);
    deployment.getSpec().setReplicas(wanted);
    deployment.setStatus(status(ready, wanted));
    return this;
  }

  AnAgent below(ProvidedNames provided) {
    certificate = provided;
    return this;
  }

  AnAgent told(TagAnswer answer) {
    tag = answer;
    return this;
  }

  AnAgent with(FrontendSeen changed) {
    frontend = changed;
    return this;
  }

  /** The frontend of a release with its route, and with as many ready pods as wanted. */
  AnAgent serving(Target target, int ready, int wanted) {
    var pods = FrontendDeployment.desired(seen(), PROJECT, target.content());
    pods.getMetadata().setGeneration(1L);
    pods.getSpec().setReplicas(wanted);
    pods.setStatus(status(ready, wanted));
    frontend =
        new FrontendSeen(
            pods, AgentIngress.ofFrontend(seen()), frontend.shortNameOwner(), frontend.tag());
    return this;
  }

  AnAgent withDeploymentCondition(String type, String status, String reason, String message) {
    deployment.setStatus(
        new DeploymentStatusBuilder(deployment.getStatus())
            .removeMatchingFromConditions(condition -> type.equals(condition.getType()))
            .addNewCondition()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .endCondition()
            .build());
    return this;
  }

  private static DeploymentStatus status(int ready, int wanted) {
    return new DeploymentStatusBuilder()
        .withObservedGeneration(1L)
        .withReplicas(wanted)
        .withUpdatedReplicas(wanted)
        .withReadyReplicas(ready)
        .withAvailableReplicas(ready)
        .addNewCondition()
        .withType("Available")
        .withStatus(ready >= wanted ? "True" : "False")
        .endCondition()
        .build();
  }

  Seen seen() {
    return new Seen(
        agent,
        node,
        project,
        deployment,
        ingress,
        frontend,
        List.copyOf(revisions),
        List.copyOf(secrets),
        List.copyOf(jobs),
        List.copyOf(servers),
        List.copyOf(claims),
        List.copyOf(pods),
        DomainClaim.of(agent.getSpec()).stream().map(this::verdict).toList(),
        List.copyOf(quotas),
        activity,
        activatorAddress,
        tag,
        certificate,
        prices,
        neighbours);
  }

  /** What the present spec makes of an image. */
  Target target(String image) {
    return Wanted.target(seen(), image, "", "");
  }
}
