package network.mandala.operator.spore;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import network.mandala.crds.spore.Spore;
import network.mandala.operator.bundle.Bundles;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Fault;
import network.mandala.operator.kubernetes.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a signed bundle run as its spec says, and says how it goes. */
@ControllerConfiguration(name = "spore")
final class SporeReconciler implements Reconciler<Spore>, Cleaner<Spore> {

  private static final Logger log = LoggerFactory.getLogger(SporeReconciler.class);

  private final Platform platform;
  private final Bundles bundles;
  private final SporeEventSources eventSources;
  private final SporeObserver observer;
  private final SporeActions actions;

  SporeReconciler(
      Platform platform,
      SporeSettings settings,
      Bundles bundles,
      Treasury treasury,
      SporeEventSources eventSources) {
    this.platform = platform;
    this.bundles = bundles;
    this.eventSources = eventSources;
    this.observer = new SporeObserver(settings, bundles, treasury, eventSources);
    this.actions = new SporeActions(platform);
  }

  @Override
  public List<EventSource<?, Spore>> prepareEventSources(EventSourceContext<Spore> context) {
    return eventSources.of(context);
  }

  @Override
  public UpdateControl<Spore> reconcile(Spore spore, Context<Spore> context) {
    var now = platform.clock().instant();
    var seen = observer.observe(spore, context);
    var course = Course.decide(seen, now);
    var fault = actions.carryOut(course, seen, context, now);
    read(seen, course);
    if (spore.getStatus() == null) {
      eventSources.wakeNamesakes(spore);
    }
    return UpdateControl.<Spore>noUpdate()
        .rescheduleAfter(SporeRecheck.after(seen, course, fault, now));
  }

  /** What is written down is not read again; nothing is read for a spore that is not to run. */
  private void read(Seen seen, Course course) {
    if (seen.recorded().isPresent()) {
      seen.key().ifPresent(bundles::forget);
    } else if (!(course instanceof Course.Stop stop && stop.verdict() == null)) {
      seen.key().ifPresent(bundles::ask);
    }
  }

  @Override
  public DeleteControl cleanup(Spore spore, Context<Spore> context) {
    actions.stop(spore, context);
    eventSources.wakeNamesakes(spore);
    return DeleteControl.defaultDelete();
  }

  @Override
  public ErrorStatusUpdateControl<Spore> updateErrorStatus(
      Spore spore, Context<Spore> context, Exception e) {
    Fault.classify(e).logTo(log);
    return ErrorStatusUpdateControl.defaultErrorProcessing();
  }
}
