package network.mandala.operator.bundle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.crds.spore.SporeReason;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.operator.registry.RegistryGrants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads bundles beside the reconcilers, a few at a time, and remembers what became of each until
 * somebody has written it down. Safe to use from many threads.
 */
public final class Bundles implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bundles.class);
  private static final int MOST_REMEMBERED = 10_000;

  /** As many may lie on the disk at a time. */
  public static final int AT_A_TIME = 2;

  /** After how long it is tried again when the registry failed. */
  public static final Duration RETRY = Duration.ofSeconds(10);

  /** Does the work. */
  @FunctionalInterface
  interface Maker {
    Bundle make(BundleKey key) throws IOException;
  }

  private final Maker maker;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("bundles-", 0).factory());
  private final Set<BundleKey> underway = ConcurrentHashMap.newKeySet();

  /** Guarded by itself; what was not asked about for longest is forgotten first. */
  private final Map<BundleKey, BundleAnswer> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BundleKey, BundleAnswer> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private volatile Consumer<BundleKey> listener = key -> {};

  Bundles(Maker maker, MeterRegistry metrics, Clock clock) {
    this.maker = maker;
    this.metrics = metrics;
    this.clock = clock;
  }

  public static Bundles of(
      BundleSettings settings, RegistryGrants grants, MeterRegistry metrics, Clock clock) {
    return new Bundles(new BundleImage(settings, grants)::make, metrics, clock);
  }

  /** Called with each bundle of which something was heard, in a thread of this. */
  public void onAnswer(Consumer<BundleKey> changed) {
    listener = changed;
  }

  /** What is known, without waiting. */
  public Optional<BundleAnswer> find(BundleKey key) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key));
    }
  }

  /** Lets it be read, unless that is under way, is done, or failed a moment ago. */
  public void ask(BundleKey key) {
    boolean enough =
        find(key)
            .filter(
                answer ->
                    !(answer instanceof BundleAnswer.Failed failed)
                        || failed.at().plus(RETRY).isAfter(clock.instant()))
            .isPresent();
    if (enough || !underway.add(key)) {
      return;
    }
    try {
      threads.execute(() -> work(key));
    } catch (RejectedExecutionException closed) {
      underway.remove(key);
    }
  }

  /** It is written down. */
  public void forget(BundleKey key) {
    synchronized (known) {
      known.remove(key);
    }
  }

  private void work(BundleKey key) {
    var sample = Timer.start();
    BundleAnswer answer;
    try {
      answer = answer(key);
    } finally {
      underway.remove(key);
    }
    sample.stop(
        Timer.builder("mandala.bundle.read")
            .description("From asking for a signed bundle to its image")
            .tag("result", result(answer))
            .register(metrics));
    synchronized (known) {
      known.put(key, answer);
    }
    listener.accept(key);
  }

  private BundleAnswer answer(BundleKey key) {
    try {
      return new BundleAnswer.Ready(maker.make(key));
    } catch (BundleRefused e) {
      return new BundleAnswer.Refused(e.reason(), e.getMessage());
    } catch (InvalidSpore e) {
      return new BundleAnswer.Refused(reason(e), e.getMessage() + ".");
    } catch (RegistryFault e) {
      return failed(key, e);
    } catch (IOException e) {
      log.warn(
          "Bundle {} of project {} was not read: {}", key.source(), key.project(), e.toString());
      return new BundleAnswer.Failed(
          SporeReason.REGISTRY_UNAVAILABLE,
          "The bundle could not be read now; it is tried again.",
          clock.instant());
    } catch (RuntimeException e) {
      log.error("Reading bundle {} of project {} failed", key.source(), key.project(), e);
      return new BundleAnswer.Failed(
          SporeReason.REGISTRY_UNAVAILABLE,
          "The bundle could not be read, which is the node's fault; it is tried again.",
          clock.instant());
    }
  }

  private static SporeReason reason(InvalidSpore invalid) {
    return switch (invalid.part()) {
      case CONTAINER, MANIFEST -> SporeReason.BUNDLE_INVALID;
      case SIGNATURE, KEY, BINARY -> SporeReason.SIGNATURE_INVALID;
    };
  }

  private BundleAnswer failed(BundleKey key, RegistryFault fault) {
    var now = clock.instant();
    return switch (fault.kind()) {
      case TOO_LARGE ->
          new BundleAnswer.Refused(SporeReason.BUNDLE_TOO_LARGE, fault.getMessage() + ".");
      case NOT_FOUND ->
          new BundleAnswer.Failed(
              SporeReason.BUNDLE_NOT_FOUND,
              "The registry does not have bundle %s of project %s. Publish it: mandala spore publish -spore FILE --project %2$s; it is looked for again."
                  .formatted(key.source(), key.project()),
              now);
      case CORRUPT ->
          new BundleAnswer.Failed(
              SporeReason.BUNDLE_INVALID,
              fault.getMessage() + ". Publish the bundle again; it is looked for again.",
              now);
      case UNAVAILABLE, DENIED, UNEXPECTED -> {
        log.warn("Bundle {} of {}: {}", key.source(), key.project(), fault.getMessage());
        yield new BundleAnswer.Failed(
            SporeReason.REGISTRY_UNAVAILABLE,
            "The registry does not give the bundle now; it is tried again.",
            now);
      }
    };
  }

  private static String result(BundleAnswer answer) {
    return switch (answer) {
      case BundleAnswer.Ready ready -> "ready";
      case BundleAnswer.Refused refused -> "refused";
      case BundleAnswer.Failed failed -> "failed";
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
