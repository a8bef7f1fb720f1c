package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.canary.Canary;
import network.mandala.operator.kubernetes.Conditions;
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
          ServiceAccount.class);

  private final Platform platform;
  private final ProjectSettings settings;
  private final CredentialIssuer issuer;
  private final ProjectObserver observer;
  private final ProjectRemoval removal;
  private final ProjectEventSources eventSources;
  private final Canary canary;
  private final StatusWriter<ProjectStatus, Project> statusWriter =
      new StatusWriter<>(Project::new, ProjectStatuses::ours);

  ProjectReconciler(
      Platform platform,
      ProjectSettings settings,
      CredentialIssuer issuer,
      RepositoryRemover repositories,
      ProjectEventSources eventSources,
      Canary canary) {
    this.platform = platform;
    this.settings = settings;
    this.issuer = issuer;
    this.observer = new ProjectObserver(platform.client(), settings);
    this.removal = new ProjectRemoval(platform.client(), observer, repositories);
    this.eventSources = eventSources;
    this.canary = canary;
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
        report(
            project,
            ProjectStatuses.ready(project, settings.registryHost(), seen.agents(), now),
            context);
        yield after(untilNextLook(now, credentials.renewAt()));
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
      case ProjectRemoval.Step.Done done -> DeleteControl.defaultDelete();
      case ProjectRemoval.Step.Waiting waiting -> {
        var agents = context.getSecondaryResources(Agent.class).size();
        var status =
            ProjectStatuses.leaving(
                project, agents, waiting.reason(), waiting.message(), platform.clock().instant());
        report(project, status, context);
        yield DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
      }
    };
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

  /** An event and a log line where Ready changes its status or its reason. */
  private void announce(Project project, ProjectStatus status) {
    var before = ProjectStatuses.ours(project.getStatus());
    var ready = ProjectCondition.READY.word();
    var now = Conditions.find(status.conditions(), ready).orElseThrow();
    var same =
        Conditions.find(before.conditions(), ready)
            .filter(old -> old.getStatus().equals(now.getStatus()))
            .filter(old -> old.getReason().equals(now.getReason()));
    if (same.isEmpty()) {
      log.info("{}: {}", now.getReason(), now.getMessage());
      var passing =
          Conditions.TRUE.equals(now.getStatus())
              || now.getReason().equals(ProjectReason.DELETING.word());
      platform
          .events()
          .record(
              project,
              passing ? Events.Weight.NORMAL : Events.Weight.WARNING,
              now.getReason(),
              now.getMessage());
    }
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
  private Duration untilNextLook(Instant now, Instant renewAt) {
    var renewal = Duration.between(now, renewAt);
    var next = renewal.compareTo(settings.driftCheck()) < 0 ? renewal : settings.driftCheck();
    return next.compareTo(SOON) < 0 ? SOON : next;
  }
}
