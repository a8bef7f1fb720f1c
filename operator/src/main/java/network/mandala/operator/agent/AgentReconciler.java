package network.mandala.operator.agent;

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
import java.util.List;
import network.mandala.crds.agent.Agent;
import network.mandala.operator.certificate.Certificates;
import network.mandala.operator.domain.DomainProofs;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Fault;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.registry.TagDigests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an agent run as its spec says, from its source to its URL, and says how it goes. */
@ControllerConfiguration(name = "agent")
final class AgentReconciler implements Reconciler<Agent>, Cleaner<Agent> {

  private static final Logger log = LoggerFactory.getLogger(AgentReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Platform platform;
  private final AgentEventSources eventSources;
  private final AgentObserver observer;
  private final Certificates certificates;
  private final TagDigests tags;
  private final AgentActions actions;
  private final DockerfileTurns turns;
  private final AgentRemoval removal;

  AgentReconciler(
      Platform platform,
      Node node,
      DomainProofs proofs,
      Certificates certificates,
      TagDigests tags,
      BuildGrants grants,
      AgentRemoval removal,
      ActivatorAddress activator,
      NodeCertificate certificate,
      Treasury treasury,
      AgentEventSources eventSources) {
    this.platform = platform;
    this.certificates = certificates;
    this.tags = tags;
    this.eventSources = eventSources;
    this.observer =
        new AgentObserver(
            node, proofs, certificates, tags, activator, certificate, treasury, eventSources);
    this.actions = new AgentActions(platform, grants);
    this.turns = new DockerfileTurns(platform.client(), eventSources::dockerfileBuilds);
    this.removal = removal;
  }

  @Override
  public List<EventSource<?, Agent>> prepareEventSources(EventSourceContext<Agent> context) {
    return eventSources.of(context);
  }

  @Override
  public UpdateControl<Agent> reconcile(Agent agent, Context<Agent> context) {
    var now = platform.clock().instant();
    var seen = observer.observe(agent, context, now);
    var plan = AgentPlan.decide(seen, now);
    var fault = actions.carryOut(plan, seen, context, now);
    turns.admit(plan, seen);
    plan.unresolvedImage(seen).ifPresentOrElse(this::ask, () -> forget(agent));
    if (plan instanceof AgentPlan.Run) {
      AgentCertificates.due(seen, now).forEach(certificates::want);
    }
    if (seen.node().acme()) {
      certificates.tidy();
    }
    // Whoever waits for one of its domains may have it now, or has to give it up.
    seen.changedDomains().forEach(domain -> eventSources.wake(domain, agent));
    if (seen.specChanged()) {
      eventSources.wakeFrontendsBeside(agent);
    }
    return UpdateControl.<Agent>noUpdate().rescheduleAfter(Recheck.after(seen, plan, fault, now));
  }

  private void ask(String image) {
    var name = ImageName.parse(image);
    tags.ask(image, name.repository(), name.tagOrUsual());
  }

  /** The release that needed it is recorded. */
  private void forget(Agent agent) {
    AgentEventSources.imagesNamed(agent).forEach(tags::forget);
  }

  @Override
  public DeleteControl cleanup(Agent agent, Context<Agent> context) {
    actions.stop(agent, context);
    eventSources.wakeFrontendsBeside(agent);
    return removal.isDone(agent, platform.clock().instant())
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  @Override
  public ErrorStatusUpdateControl<Agent> updateErrorStatus(
      Agent agent, Context<Agent> context, Exception e) {
    Fault.classify(e).logTo(log);
    return ErrorStatusUpdateControl.defaultErrorProcessing();
  }
}
