package network.mandala.operator.canary;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Touches the canary while this process leads, and judges how soon it was reconciled. A touch is a
 * change of the spec, so that it takes the way of every other change. Safe to use from many
 * threads.
 */
public final class Canary implements AutoCloseable {

  static final String NAME = "mandala-canary";

  private static final Logger log = LoggerFactory.getLogger(Canary.class);

  /**
   * Not the operator's: the framework applies the finalizer with that one and nothing else, which
   * takes away whatever else it owns.
   */
  private static final String FIELD_MANAGER = "mandala-canary";

  private static final String TOUCHED = "touched ";

  /** So long a deleted canary stays away: whoever removes everything is not to be disturbed. */
  private static final Duration REST = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Clock clock;
  private final Duration interval;
  private final Duration deadline;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("canary").daemon().factory());

  /** When the touch was made that is not answered yet; null when all are. */
  private volatile Instant unanswered;

  private volatile Duration lastLag = Duration.ZERO;
  private volatile Instant seenLast = Instant.MIN;

  public Canary(
      KubernetesClient client,
      MeterRegistry metrics,
      Clock clock,
      Duration interval,
      Duration deadline) {
    this.client = client;
    this.clock = clock;
    this.interval = interval;
    this.deadline = deadline;
    Gauge.builder("mandala.canary.lag.seconds", this, canary -> canary.lag().toMillis() / 1000.0)
        .description("From a change of the canary to its reconcile; of the pending change if any")
        .register(metrics);
  }

  /** Whether a resource exists only to prove that reconciling works. */
  public static boolean is(HasMetadata resource) {
    return NAME.equals(resource.getMetadata().getName())
        && resource.getMetadata().getAnnotations() != null
        && resource.getMetadata().getAnnotations().containsKey(Labels.CANARY);
  }

  /** Begins to touch; to be called when this process begins to lead. */
  public void start() {
    var unused =
        loop.scheduleWithFixedDelay(this::touch, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes note of a reconcile of the canary. */
  public ProjectStatus reconciled(Project live, Instant now) {
    var pending = unanswered;
    var touched = touchOf(live);
    if (pending != null && touched.isPresent() && !touched.get().isBefore(pending)) {
      lastLag = Duration.between(pending, now);
      unanswered = null;
    }
    var before = live.getStatus() == null ? List.<Condition>of() : live.getStatus().conditions();
    return new ProjectStatus(
        live.getMetadata().getGeneration(),
        null,
        null,
        null,
        null,
        null,
        Conditions.merge(
            before,
            List.of(
                Conditions.of(
                    ProjectCondition.READY.word(),
                    Conditions.TRUE,
                    ProjectReason.READY.word(),
                    "Touched and answered regularly, to prove that this node works; no tenant.")),
            live.getMetadata().getGeneration(),
            now));
  }

  /** What is wrong; empty while changes are answered in time. */
  public Optional<String> sickness() {
    return unanswered != null && lag().compareTo(deadline) > 0
        ? Optional.of("a change of Project " + NAME + " was not reconciled for " + lag())
        : Optional.empty();
  }

  private Duration lag() {
    var pending = unanswered;
    return pending == null ? lastLag : Duration.between(pending, clock.instant());
  }

  private void touch() {
    try {
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var live = client.resources(Project.class).withName(NAME).get();
      if (live != null && live.isMarkedForDeletion()) {
        unanswered = null;
        return;
      }
      if (live != null) {
        seenLast = now;
      } else if (seenLast.isAfter(now.minus(REST))) {
        unanswered = null;
        return;
      }
      var first = unanswered;
      unanswered = first == null ? now : first;
      client.resource(touched(now)).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    } catch (KubernetesClientException e) {
      // A new process would not reach the API server either.
      unanswered = null;
      log.warn("The canary could not be touched: {}", e.getMessage());
    } catch (RuntimeException e) {
      // The loop would end silently.
      log.error("The canary could not be touched", e);
    }
  }

  private static Project touched(Instant now) {
    var project = new Project();
    project.getMetadata().setName(NAME);
    project.getMetadata().setAnnotations(Map.of(Labels.CANARY, "true"));
    project.setSpec(new ProjectSpec(TOUCHED + now, null, null, null, null, null, null));
    return project;
  }

  private static Optional<Instant> touchOf(Project project) {
    var name = project.getSpec() == null ? null : project.getSpec().displayName();
    if (name == null || !name.startsWith(TOUCHED)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(name.substring(TOUCHED.length())));
    } catch (DateTimeParseException somebodyElseWroteIt) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }
}
