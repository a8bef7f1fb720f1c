package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the children of a resource equal to what is desired, by server-side apply with one field
 * manager, and writes only where a live object differs. Safe to use from many threads.
 *
 * <p>A child differs when a desired field has another value ({@link Drift}), or when what is
 * desired has itself changed since it was last applied: its hash is an annotation of the child, so
 * a field that is no longer desired is noticed and the API server removes it. Jobs, revisions and
 * immutable Secrets are made once: their names must change with their contents. Every child must
 * carry the labels of {@link Labels}; one with the annotation {@link Labels#RETAIN} gets no owner
 * and is never deleted. A child in another namespace than its owner gets none either, for the
 * garbage collector would remove it: it is known by its labels, and the owner's clean-up has to
 * remove it.
 */
public final class Children {

  private static final Logger log = LoggerFactory.getLogger(Children.class);

  private final KubernetesClient client;
  private final MeterRegistry metrics;

  public Children(KubernetesClient client, MeterRegistry metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /**
   * One pass: applies {@code desired} in its order, then deletes our children of {@code kinds} that
   * are not desired.
   *
   * @param kinds every kind that may have to be deleted here; the controller has an event source
   *     for each of them and for each kind in {@code desired}
   * @throws Refused when an object of a desired name exists and is not ours
   */
  public <P extends HasMetadata> Changes apply(
      P primary,
      Context<P> context,
      Collection<? extends HasMetadata> desired,
      Set<Class<? extends HasMetadata>> kinds) {
    var pass = new Pass<>(primary, context);
    desired.forEach(pass::apply);
    for (var kind : kinds) {
      pass.deleteUndesired(kind, desired);
    }
    return new Changes(pass.created, pass.updated, pass.deleted, pass.leaving);
  }

  private final class Pass<P extends HasMetadata> {
    private final P primary;
    private final Context<P> context;
    private final OwnerReference owner;
    private final Map<Class<?>, Map<ResourceID, HasMetadata>> live = new HashMap<>();
    private final List<String> created = new ArrayList<>();
    private final List<String> updated = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final List<String> leaving = new ArrayList<>();

    Pass(P primary, Context<P> context) {
      this.primary = primary;
      this.context = context;
      this.owner =
          new OwnerReferenceBuilder()
              .withApiVersion(primary.getApiVersion())
              .withKind(primary.getKind())
              .withName(primary.getMetadata().getName())
              .withUid(primary.getMetadata().getUid())
              .withController(true)
              .withBlockOwnerDeletion(true)
              .build();
    }

    <R extends HasMetadata> void apply(R child) {
      @SuppressWarnings("unchecked")
      var kind = (Class<R>) child.getClass();
      var seen = live(kind).get(ResourceID.fromResource(child));
      if (seen == null) {
        seen = client.resource(child).get();
        if (seen != null && !isOurs(seen, child)) {
          throw new Refused(
              Fault.NAME_TAKEN,
              "%s exists and was not made for %s %s: delete or rename one of them."
                  .formatted(where(child), primary.getKind(), primary.getMetadata().getName()));
        }
      }
      if (seen != null && seen.isMarkedForDeletion()) {
        leaving.add(name(child));
        return;
      }
      if (seen != null && isMadeOnce(child)) {
        return;
      }
      prepare(child);
      var desired = asMap(child);
      var hash = Hashes.of(desired);
      child.getMetadata().getAnnotations().put(Labels.DESIRED_HASH, hash);
      if (seen == null) {
        remember(kind, write(child), null);
        count(child, "create");
        created.add(name(child));
        log.info("Created {}", where(child));
        return;
      }
      var differences = Drift.between(desired, asMap(seen));
      var lastApplied = seen.getMetadata().getAnnotations().get(Labels.DESIRED_HASH);
      if (differences.isEmpty() && hash.equals(lastApplied)) {
        return;
      }
      remember(kind, write(child), seen);
      count(child, "update");
      updated.add(name(child));
      log.info(
          "Updated {}: {}",
          where(child),
          differences.isEmpty() ? "fields are no longer desired" : differences);
    }

    void deleteUndesired(
        Class<? extends HasMetadata> kind, Collection<? extends HasMetadata> desired) {
      var wanted =
          desired.stream()
              .filter(kind::isInstance)
              .map(ResourceID::fromResource)
              .collect(Collectors.toSet());
      for (var child : live(kind).values()) {
        if (!wanted.contains(ResourceID.fromResource(child))
            && (hasOwner(child) || isElsewhere(child))
            && !child.isMarkedForDeletion()) {
          client.resource(child).delete();
          count(child, "delete");
          deleted.add(name(child));
          log.info("Deleted {}: no longer desired", where(child));
        }
      }
    }

    private <R extends HasMetadata> Map<ResourceID, HasMetadata> live(Class<R> kind) {
      return live.computeIfAbsent(
          kind,
          k ->
              context.getSecondaryResources(kind).stream()
                  .collect(Collectors.toMap(ResourceID::fromResource, Function.identity())));
    }

    /**
     * Ours by owner, or by all labels of what is desired (its owner may have been of this name).
     */
    private boolean isOurs(HasMetadata object, HasMetadata desired) {
      var labels = object.getMetadata().getLabels();
      return hasOwner(object)
          || (labels != null
              && Labels.MANDALA.equals(labels.get(Labels.MANAGED_BY))
              && labels.entrySet().containsAll(desired.getMetadata().getLabels().entrySet()));
    }

    private boolean hasOwner(HasMetadata object) {
      return object.getMetadata().getOwnerReferences().stream()
          .anyMatch(reference -> owner.getUid().equals(reference.getUid()));
    }

    private boolean isElsewhere(HasMetadata child) {
      var home = primary.getMetadata().getNamespace();
      return home != null && !home.equals(child.getMetadata().getNamespace());
    }

    private void prepare(HasMetadata child) {
      var metadata = child.getMetadata();
      var annotations = new TreeMap<String, String>();
      if (metadata.getAnnotations() != null) {
        annotations.putAll(metadata.getAnnotations());
      }
      metadata.setAnnotations(annotations);
      metadata.setOwnerReferences(
          annotations.containsKey(Labels.RETAIN) || isElsewhere(child)
              ? List.of()
              : List.of(owner));
    }

    /** Lets the next pass see our own write, and spares the event that it causes. */
    private <R extends HasMetadata> void remember(Class<R> kind, R written, HasMetadata before) {
      written.getMetadata().setManagedFields(null);
      for (var source : context.eventSourceRetriever().getEventSourcesFor(kind)) {
        if (source instanceof InformerEventSource<R, P> informer) {
          var id = ResourceID.fromResource(written);
          if (before == null) {
            informer.handleRecentResourceCreate(id, written);
          } else {
            informer.handleRecentResourceUpdate(id, written, kind.cast(before));
          }
        }
      }
    }
  }

  private <R extends HasMetadata> R write(R child) {
    return client
        .resource(child)
        .fieldManager(Labels.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> asMap(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, Map.class);
  }

  private void count(HasMetadata child, String operation) {
    metrics
        .counter("mandala.child.writes", "kind", child.getKind(), "operation", operation)
        .increment();
  }

  private static boolean isMadeOnce(HasMetadata child) {
    return child instanceof Job
        || child instanceof ControllerRevision
        || (child instanceof Secret secret && Boolean.TRUE.equals(secret.getImmutable()));
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private static String where(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    var name = object.getKind() + " " + object.getMetadata().getName();
    return namespace == null ? name : name + " in namespace " + namespace;
  }
}
