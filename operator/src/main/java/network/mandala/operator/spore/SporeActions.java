package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeStatus;
import network.mandala.operator.kubernetes.Fault;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.kubernetes.StatusWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a course out. Each write may be the last one of the process: the next one goes on. */
final class SporeActions {

  private static final Logger log = LoggerFactory.getLogger(SporeActions.class);

  private final Platform platform;
  private final SporeAnnouncements announcements;
  private final StatusWriter<SporeStatus, Spore> statusWriter =
      new StatusWriter<>(Spore::new, status -> status == null ? SporeStatus.empty() : status);

  SporeActions(Platform platform) {
    this.platform = platform;
    this.announcements = new SporeAnnouncements(platform.events(), platform.metrics());
  }

  /**
   * @return what the cluster refused and a person can change; null when it refused nothing
   */
  Finding carryOut(Course course, Seen seen, Context<Spore> context, Instant now) {
    Finding fault = null;
    if (!(course instanceof Course.Leave)) {
      try {
        platform
            .children()
            .apply(
                seen.spore(), context, new SporeChildren(seen).desired(course), SporeChildren.ALL);
        if (course instanceof Course.Run run) {
          scale(run, seen, context);
        }
      } catch (RuntimeException e) {
        if (!(Fault.classify(e) instanceof Fault.UserError user)) {
          throw e;
        }
        fault =
            new Finding(
                SporeReasons.parse(user.reason()).orElse(SporeReason.CLUSTER_REFUSED), user.fix());
      }
    }
    report(seen, SporeStatuses.of(seen, course, fault, now), context, now);
    return fault;
  }

  /** Takes everything in the namespace away. */
  void stop(Spore spore, Context<Spore> context) {
    platform.children().apply(spore, context, List.of(), SporeChildren.ALL);
  }

  private void report(Seen seen, SporeStatus status, Context<Spore> context, Instant now) {
    var written = statusWriter.writeAndRememberIfChanged(context, seen.spore(), status);
    if (written != seen.spore()) {
      announcements.observe(seen.spore(), seen.status(), status, now);
    }
  }

  /** The number of pods is written by itself: see {@link SporeScale}. */
  private void scale(Course.Run run, Seen seen, Context<Spore> context) {
    var instances = Instances.of(seen.spec());
    int served =
        live(seen, run.routed(), context).map(SporeActions::replicas).orElse(instances.least());
    for (var target : run.targets()) {
      live(seen, target.colour(), context)
          .ifPresent(
              deployment ->
                  SporeScale.toWrite(target, instances, replicas(deployment), served)
                      .ifPresent(number -> scale(deployment, number)));
    }
  }

  private void scale(Deployment deployment, int number) {
    log.info(
        "Scaling {} from {} to {} pods",
        deployment.getMetadata().getName(),
        replicas(deployment),
        number);
    platform
        .client()
        .resource(deployment)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Labels.FIELD_MANAGER)
                .build(),
            "{\"spec\":{\"replicas\":%d}}".formatted(number));
  }

  private static Optional<Deployment> live(Seen seen, Colour colour, Context<Spore> context) {
    var name = SporeDeployment.nameOf(seen, colour);
    return context.getSecondaryResources(Deployment.class).stream()
        .filter(deployment -> deployment.getMetadata().getName().equals(name))
        .findFirst();
  }

  private static int replicas(Deployment deployment) {
    var replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }
}
