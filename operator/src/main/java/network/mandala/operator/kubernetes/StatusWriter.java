package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes a status when it has changed, by a patch that holds name, namespace and status only, so
 * that the operator never owns a field of the spec. Immutable.
 *
 * @param <S> the status: a record, so that {@code equals} says whether it changed
 */
public final class StatusWriter<S, R extends CustomResource<?, S>> {

  private final Supplier<R> empty;
  private final UnaryOperator<S> ours;

  /**
   * @param empty makes a resource without spec and status
   * @param ours keeps of a live status only what this writer owns (other managers may own fields or
   *     conditions of the same status); its argument may be null
   */
  public StatusWriter(Supplier<R> empty, UnaryOperator<S> ours) {
    this.empty = empty;
    this.ours = ours;
  }

  /**
   * Writes at once, so that what is in the status is there before the same pass goes on; the next
   * pass sees it, whatever the informer has heard by then.
   *
   * @return the resource as it is now
   * @throws io.fabric8.kubernetes.client.KubernetesClientException 409 when somebody has changed
   *     the resource since it was read
   */
  public R writeAndRememberIfChanged(Context<R> context, R live, S status) {
    if (!isChanged(live, status)) {
      return live;
    }
    var patch = patch(live, status);
    patch.getMetadata().setResourceVersion(live.getMetadata().getResourceVersion());
    var written =
        context
            .getClient()
            .resource(patch)
            .subresource("status")
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(Labels.FIELD_MANAGER)
                    .withForce(true)
                    .build());
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(live), written, live);
    return written;
  }

  private R patch(R live, S status) {
    var patch = empty.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(live.getMetadata().getName())
            .withNamespace(live.getMetadata().getNamespace())
            .build());
    patch.setSpec(null);
    patch.setStatus(status);
    return patch;
  }

  private boolean isChanged(R live, S status) {
    return !Objects.equals(ours.apply(live.getStatus()), status);
  }
}
