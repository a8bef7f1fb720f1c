package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Event sources over children: all namespaces, a label selector, caches of trimmed objects. */
public final class Informers {

  private Informers() {}

  /**
   * Watches the children of one kind. They are known by their label, not by their owner reference,
   * so a child that lost its reference is seen and repaired.
   *
   * @param labelSelector which objects reach this process at all; never empty
   * @param nameLabel the label that holds the name of the primary
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> ofChildren(
      Class<R> kind,
      Class<P> owner,
      String labelSelector,
      String nameLabel,
      EventSourceContext<P> context) {
    return ofChildren(kind, owner, labelSelector, nameLabel, (now, before) -> true, context);
  }

  /** As above; {@code trim} drops from an object what nobody here reads, before it is kept. */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> ofChildren(
      Class<R> kind,
      Class<P> owner,
      String labelSelector,
      String nameLabel,
      Consumer<R> trim,
      EventSourceContext<P> context) {
    return ofChildren(kind, owner, labelSelector, nameLabel, trim, (now, before) -> true, context);
  }

  /**
   * As above; updates that {@code matters} refuses reach the cache but cause no reconcile: changes
   * of a status that nobody reads.
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> ofChildren(
      Class<R> kind,
      Class<P> owner,
      String labelSelector,
      String nameLabel,
      OnUpdateFilter<R> matters,
      EventSourceContext<P> context) {
    return ofChildren(kind, owner, labelSelector, nameLabel, resource -> {}, matters, context);
  }

  private static <R extends HasMetadata, P extends HasMetadata>
      InformerEventSource<R, P> ofChildren(
          Class<R> kind,
          Class<P> owner,
          String labelSelector,
          String nameLabel,
          Consumer<R> trim,
          OnUpdateFilter<R> matters,
          EventSourceContext<P> context) {
    return ofChildren(
        kind, owner, labelSelector, nameLabel, trim, matters, UnaryOperator.identity(), context);
  }

  /**
   * As above; {@code home} names the namespace of the primary for that of a child, where children
   * may lie elsewhere. By namespace, not by label: a label can be written by anybody who may write
   * into some namespace.
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> ofChildren(
      Class<R> kind,
      Class<P> owner,
      String labelSelector,
      String nameLabel,
      Consumer<R> trim,
      OnUpdateFilter<R> matters,
      UnaryOperator<String> home,
      EventSourceContext<P> context) {
    var namespaced = Namespaced.class.isAssignableFrom(owner);
    var configuration =
        InformerEventSourceConfiguration.from(kind, owner)
            .withName(kind.getSimpleName().toLowerCase(Locale.ROOT))
            .withLabelSelector(labelSelector)
            .withWatchAllNamespaces()
            .withItemStore(trimmed(trim))
            .withOnUpdateFilter(matters)
            .withSecondaryToPrimaryMapper(child -> primaryOf(child, nameLabel, namespaced, home))
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static Set<ResourceID> primaryOf(
      HasMetadata child, String nameLabel, boolean namespaced, UnaryOperator<String> home) {
    var name = child.getMetadata().getLabels().get(nameLabel);
    if (name == null) {
      return Set.of();
    }
    return Set.of(
        new ResourceID(name, namespaced ? home.apply(child.getMetadata().getNamespace()) : null));
  }

  /**
   * A cache that forgets who manages which field: that is half of a small object, and nothing here
   * reads it.
   */
  public static <R extends HasMetadata> ItemStore<R> trimmed() {
    return trimmed(resource -> {});
  }

  /** As {@link #trimmed()}; {@code trim} may drop more from an object before it is kept. */
  public static <R extends HasMetadata> ItemStore<R> trimmed(Consumer<R> trim) {
    return new BasicItemStore<>(Cache::metaNamespaceKeyFunc) {
      @Override
      public R put(String key, R resource) {
        resource.getMetadata().setManagedFields(null);
        trim.accept(resource);
        return super.put(key, resource);
      }
    };
  }
}
