package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.canary.Canary;
import network.mandala.operator.funding.Standing;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Events;
import network.mandala.operator.kubernetes.Fault;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.kubernetes.StatusWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a project's namespace and everything in it that is no workload as its Project says. */
@ControllerConfiguration(name = "project")
final class ProjectReconciler implements Reconciler<Project>, Cleaner<Project> {

  private static final Logger log = LoggerFactory.getLogger(ProjectReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  private static final Set<Class<? extends HasMetadata>> CHILDREN =
      Set.of(
          NetworkPolicy.class,
          ResourceQuota.class,
          LimitRange.class,
          Secret.class,
          ConfigMap.class,
          ServiceAccount.class,
          RoleBinding.class);

  private final Platform platform;
  private final ProjectSettings settings;
  private final CredentialIssuer issuer;
  private final ProjectObserver observer;
  private final ProjectRemoval removal;
  private final ProjectEventSources eventSources;
  private final Canary canary;
  private final Treasury treasury;
  private final VolumeReclaim reclaim;
  private final StatusWriter<ProjectStatus, Project> statusWriter =
      new StatusWriter<>(Project::new, ProjectStatuses::ours);

  ProjectReconciler(
      Platform platform,
      ProjectSettings settings,
      CredentialIssuer issuer,
      RepositoryRemover repositories,
      ProjectEventSources eventSources,
      Treasury treasury,
      Canary canary) {
    this.platform = platform;
    this.settings = settings;
    this.issuer = issuer;
    this.observer = new ProjectObserver(platform.client(), settings);
    this.removal = new ProjectRemoval(platform.client(), observer, repositories);
    this.eventSources = eventSources;
    this.canary = canary;
    this.treasury = treasury;
    this.reclaim = new VolumeReclaim(platform, treasury);
  }

  @Override
  public List<EventSource<?, Project>> prepareEventSources(EventSourceContext<Project> context) {
    return eventSources.of(context);
  }

  @Override
  public UpdateControl<Project> reconcile(Project project, Context<Project> context) {
    var now = platform.clock().instant();
    if (Canary.is(project)) {
      statusWriter.writeAndRememberIfChanged(context, project, canary.reconciled(project, now));
      return UpdateControl.noUpdate();
    }
    var seen = observer.observe(project, context);
    var credentials = issuer.keepOrMint(seen.name(), seen.uid(), secrets(seen.name(), context));
    var plan = ProjectPlan.decide(seen, credentials, settings);
    return switch (plan) {
      case ProjectPlan.Run run -> {
        platform.children().apply(project, context, run.children(), CHILDREN);
        var money =
            treasury.look(
                project,
                ProjectStatuses.projectId(project),
                ProjectNames.namespaceOf(seen.name()),
                ProjectStatuses.ours(project.getStatus()));
        report(
            project,
            ProjectStatuses.ready(project, settings.registryHost(), seen.agents(), money, now),
            context);
        // Only after the status and the event have said so.
        if (money.isReclaimed()) {
          reclaim.run(project);
        }
        yield after(untilNextLook(now, credentials.renewAt(), money));
      }
      case ProjectPlan.Refuse refuse -> {
        report(project, notReady(project, context, refuse.reason(), refuse.fix()), context);
        yield after(AFTER_REFUSAL);
      }
      case ProjectPlan.Wait wait -> {
        report(project, notReady(project, context, wait.reason(), wait.message()), context);
        yield after(SOON);
      }
    };
  }

  @Override
  public DeleteControl cleanup(Project project, Context<Project> context) {
    if (Canary.is(project)) {
      return DeleteControl.defaultDelete();
    }
    try {
      return remove(project, context);
    } catch (RuntimeException e) {
      // The framework asks nobody what an exception of a clean-up means; it tries again.
      Fault.classify(e).logTo(log);
      throw e;
    }
  }

  private DeleteControl remove(Project project, Context<Project> context) {
    return switch (removal.advance(project)) {
      case ProjectRemoval.Step.Done done ->
          treasury.close(ProjectStatuses.projectId(project))
              ? DeleteControl.defaultDelete()
              : remain(
                  project,
                  context,
                  new ProjectRemoval.Step.Waiting(
                      ProjectReason.LEDGER_UNAVAILABLE,
                      "Everything of the project is gone; its account cannot be closed because the"
                          + " ledger does not answer. It is tried again by itself."));
      case ProjectRemoval.Step.Waiting waiting -> remain(project, context, waiting);
    };
  }

  private DeleteControl remain(
      Project project, Context<Project> context, ProjectRemoval.Step.Waiting waiting) {
    var agents = context.getSecondaryResources(Agent.class).size();
    var status =
        ProjectStatuses.leaving(
            project, agents, waiting.reason(), waiting.message(), platform.clock().instant());
    report(project, status, context);
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  @Override
  public ErrorStatusUpdateControl<Project> updateErrorStatus(
      Project project, Context<Project> context, Exception e) {
    var fault = Fault.classify(e);
    return switch (fault) {
      case Fault.UserError user -> {
        var reason =
            user.reason().equals(Fault.INVALID_SPEC)
                ? ProjectReason.INVALID_SPEC
                : ProjectReason.CLUSTER_REFUSED;
        report(project, notReady(project, context, reason, user.fix()), context);
        yield ErrorStatusUpdateControl.<Project>noStatusUpdate().rescheduleAfter(AFTER_REFUSAL);
      }
      case Fault.Transient passing -> {
        fault.logTo(log);
        yield ErrorStatusUpdateControl.defaultErrorProcessing();
      }
      case Fault.Bug bug -> {
        fault.logTo(log);
        yield ErrorStatusUpdateControl.defaultErrorProcessing();
      }
    };
  }

  private void report(Project project, ProjectStatus status, Context<Project> context) {
    var written = statusWriter.writeAndRememberIfChanged(context, project, status);
    if (written != project) {
      announce(project, status);
    }
  }

  /** An event and a log line where Ready or Funded changes its status or its reason. */
  private void announce(Project project, ProjectStatus status) {
    ProjectTransitions.between(ProjectStatuses.ours(project.getStatus()), status)
        .forEach(
            now -> {
              log.info("{}: {}", now.getReason(), now.getMessage());
              platform
                  .events()
                  .record(
                      project,
                      ProjectTransitions.isWarning(now)
                          ? Events.Weight.WARNING
                          : Events.Weight.NORMAL,
                      now.getReason(),
                      now.getMessage());
            });
  }

  private ProjectStatus notReady(
      Project project, Context<Project> context, ProjectReason reason, String message) {
    return ProjectStatuses.notReady(
        project,
        settings.registryHost(),
        context.getSecondaryResources(Agent.class).size(),
        reason,
        message,
        platform.clock().instant());
  }

  private static UpdateControl<Project> after(Duration delay) {
    return UpdateControl.<Project>noUpdate().rescheduleAfter(delay);
  }

  private static Map<String, Secret> secrets(String project, Context<Project> context) {
    return context.getSecondaryResources(Secret.class).stream()
        .filter(s -> s.getMetadata().getNamespace().equals(ProjectNames.namespaceOf(project)))
        .collect(Collectors.toMap(s -> s.getMetadata().getName(), Function.identity()));
  }

  /** Drift that no watch has told of is found in time, and credentials are renewed in time. */
  private Duration untilNextLook(Instant now, Instant renewAt, Standing money) {
    var next =
        Stream.of(renewAt, money.reclaimAt())
            .filter(Objects::nonNull)
            .map(at -> Duration.between(now, at))
            .filter(wait -> wait.compareTo(settings.driftCheck()) < 0)
            .min(Duration::compareTo)
            .orElse(settings.driftCheck());
    return next.compareTo(SOON) < 0 ? SOON : next;
  }
}
