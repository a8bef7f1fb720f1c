package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.Release;
import network.mandala.operator.build.BuildGrantSecret;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.BuildJob;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.kubernetes.Labels;

/**
 * The objects that a plan wants, in the order in which they are made: what a release is recorded
 * in, and then everything else.
 */
final class AgentChildren {

  private static final Set<Class<? extends HasMetadata>> BUILDING =
      Set.of(Job.class, Secret.class, ControllerRevision.class);
  private static final Set<Class<? extends HasMetadata>> SLEEPING =
      Set.of(
          Job.class,
          Secret.class,
          ControllerRevision.class,
          Ingress.class,
          HorizontalPodAutoscaler.class,
          PodDisruptionBudget.class);

  /** Servers of databases go too, whose volumes are gone: they would make new ones. */
  private static final Set<Class<? extends HasMetadata>> RECLAIMED =
      Stream.concat(SLEEPING.stream(), Stream.of(StatefulSet.class, CronJob.class))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<Class<? extends HasMetadata>> RUNNING =
      Set.of(
          Job.class,
          Secret.class,
          ControllerRevision.class,
          Ingress.class,
          HorizontalPodAutoscaler.class,
          PodDisruptionBudget.class,
          Lease.class,
          EndpointSlice.class,
          Service.class,
          StatefulSet.class,
          CronJob.class,
          Deployment.class);

  /** Every kind that an agent has. */
  static final Set<Class<? extends HasMetadata>> ALL =
      Stream.concat(RUNNING.stream(), Stream.of(PersistentVolumeClaim.class))
          .collect(Collectors.toUnmodifiableSet());

  private final Seen seen;
  private final Function<BuildInput, Secret> grants;
  private final Instant now;

  /**
   * @param grants makes the credential of a build that has none
   */
  AgentChildren(Seen seen, Function<BuildInput, Secret> grants, Instant now) {
    this.seen = seen;
    this.grants = grants;
    this.now = now;
  }

  /**
   * @param desired in the order in which they are made
   * @param kinds of which nothing else may be left
   */
  record Wanted(List<HasMetadata> desired, Set<Class<? extends HasMetadata>> kinds) {}

  /** What a release is made from: there before the release is in the status. */
  List<HasMetadata> records(AgentPlan plan) {
    if (!(plan instanceof AgentPlan.Run run)) {
      return List.of();
    }
    var records = new ArrayList<HasMetadata>();
    // A release that is older than the spec has its Secret, or has lost it.
    if (!run.target().content().envSecret().isEmpty()
        && run.target().content().envSecret().equals(AgentEnvironment.nameFor(seen))) {
      records.add(AgentEnvironment.desired(seen));
    }
    records.add(AgentRevision.desired(seen, run.target()));
    return records;
  }

  Wanted rest(AgentPlan plan) {
    return switch (plan) {
      case AgentPlan.Leave leave -> new Wanted(List.of(), Set.of());
      case AgentPlan.Await await -> {
        var desired = new ArrayList<>(building(await.build()));
        desired.addAll(databases(await));
        desired.addAll(kept(desired, seen.status().releases()));
        yield new Wanted(desired, BUILDING);
      }
      case AgentPlan.Run run -> running(run);
      case AgentPlan.Sleep sleep -> sleeping(sleep);
    };
  }

  private Wanted running(AgentPlan.Run run) {
    var content = run.target().content();
    var desired = new ArrayList<>(building(run.build()));
    desired.addAll(databases(run));
    desired.addAll(records(run));
    if (seen.spec().storage() != null) {
      desired.add(AgentVolume.desired(seen, seen.spec().storage()));
    }
    desired.add(AgentDeployment.desired(seen, run.project(), run.target()));
    desired.add(AgentService.desired(seen, run.target()));
    desired.addAll(AgentDoor.desired(seen));
    desired.add(AgentIngress.desired(seen));
    if (content.hasFrontend()) {
      desired.add(FrontendDeployment.desired(seen, run.project(), content));
      desired.add(FrontendService.desired(seen));
      desired.add(AgentIngress.ofFrontend(seen));
    }
    if (AgentReplicas.isAutoscaled(seen, content)) {
      desired.add(AgentAutoscaler.desired(seen));
    }
    if (AgentReplicas.maySpread(seen, content)) {
      desired.add(AgentDisruptionBudget.desired(seen));
    }
    desired.addAll(kept(desired, run.releases()));
    // A volume is not given up before the release without it has proved itself: the one before may
    // come back.
    boolean proved = Rollout.of(seen, run.target()) == Rollout.COMPLETE;
    boolean needsVolume = content.hasVolume() && seen.spec().storage() == null;
    return new Wanted(desired, proved && !needsVolume ? ALL : RUNNING);
  }

  /** The Deployments stay, without pods: the agent's remembers which release ran. */
  private Wanted sleeping(AgentPlan.Sleep sleep) {
    var desired = new ArrayList<HasMetadata>();
    if (sleep.target() != null && seen.deployment() != null) {
      desired.add(AgentDeployment.desired(seen, sleep.project(), sleep.target()));
    }
    desired.addAll(databases(sleep));
    if (sleep.target() != null
        && sleep.target().content().hasFrontend()
        && seen.frontend().deployment() != null) {
      desired.add(FrontendDeployment.asleep(seen, sleep.project(), sleep.target().content()));
    }
    if (AgentFunds.isUnpaid(seen)) {
      desired.addAll(AgentDoor.desired(seen));
      desired.add(AgentIngress.desired(seen));
      if (seen.spec().frontend() != null) {
        desired.add(AgentIngress.ofFrontend(seen));
      }
    }
    desired.addAll(kept(desired, seen.status().releases()));
    return new Wanted(
        desired,
        sleep.project().funds().stage() == ProjectFunds.Stage.RECLAIMED ? RECLAIMED : SLEEPING);
  }

  private List<HasMetadata> databases(AgentPlan plan) {
    return AgentDatabases.desired(seen, AgentDatabases.of(seen, plan));
  }

  private List<HasMetadata> building(BuildStep step) {
    return switch (step) {
      case BuildStep.None none -> List.of();
      case BuildStep.Done done ->
          // Until it expires: its log can be read so long.
          jobs(BuildInput.jobName(seen.name(), done.target().buildKey()));
      case BuildStep.Unresolved unresolved -> List.of();
      case BuildStep.Refused refused -> List.of();
      case BuildStep.Unprepared unprepared -> List.of();
      case BuildStep.Again again -> List.of();
      case BuildStep.Stopped stopped -> jobs(stopped.input().jobName());
      case BuildStep.Underway underway -> {
        var objects = new ArrayList<HasMetadata>();
        grant(underway.input()).ifPresent(objects::add);
        objects.add(BuildJob.desired(underway.input(), seen.node().build()));
        yield objects;
      }
    };
  }

  private List<HasMetadata> jobs(String name) {
    return seen.jobs().stream()
        .filter(job -> job.getMetadata().getName().equals(name))
        .map(job -> (HasMetadata) job)
        .toList();
  }

  /**
   * The credential of a build. One that ends soon is left out when no pod uses it, so that it is
   * deleted, and made anew when it is gone.
   */
  private Optional<Secret> grant(BuildInput input) {
    var held =
        seen.secrets().stream()
            .filter(secret -> secret.getMetadata().getName().equals(input.jobName()))
            .filter(secret -> input.namespace().equals(secret.getMetadata().getNamespace()))
            .findFirst();
    if (held.isEmpty()) {
      return Optional.of(grants.apply(input));
    }
    return held.filter(
        secret ->
            BuildGrantSecret.isFresh(secret, now)
                || !seen.podsOf(Labels.COMPONENT_BUILD).isEmpty());
  }

  /** What is not desired by itself and must not go either. */
  private List<HasMetadata> kept(List<HasMetadata> desired, List<Release> releases) {
    var revisions = revisionsKept(releases);
    var names = desired.stream().map(AgentChildren::id).collect(Collectors.toSet());
    return Stream.of(revisions, secretsKept(revisions), AgentCertificates.kept(seen))
        .flatMap(List::stream)
        .map(object -> (HasMetadata) object)
        .filter(object -> !names.contains(id(object)))
        .toList();
  }

  private List<ControllerRevision> revisionsKept(List<Release> releases) {
    var kept = releases.stream().map(Release::id).collect(Collectors.toSet());
    if (seen.deployment() != null) {
      kept.add(AgentDeployment.releaseOf(seen.deployment()));
    }
    return seen.revisions().stream()
        .filter(revision -> kept.contains(AgentRevision.read(revision).id()))
        .toList();
  }

  private List<Secret> secretsKept(List<ControllerRevision> revisions) {
    var kept =
        revisions.stream()
            .map(revision -> AgentRevision.read(revision).content().envSecret())
            .collect(Collectors.toSet());
    seen.podsOf(Labels.COMPONENT_AGENT).forEach(pod -> kept.addAll(environmentOf(pod)));
    return seen.secrets().stream()
        .filter(secret -> kept.contains(secret.getMetadata().getName()))
        .toList();
  }

  private static Set<String> environmentOf(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getEnvFrom().stream())
        .filter(source -> source.getSecretRef() != null)
        .map(source -> source.getSecretRef().getName())
        .collect(Collectors.toSet());
  }

  private static String id(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
