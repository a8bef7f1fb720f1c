package network.mandala.operator.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sources and images that no release needs any more, from time to time and only where this
 * process leads. What a tenant tagged by another hand than ours is left alone.
 */
public final class RegistrySweep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegistrySweep.class);

  private final RegistryCleaner registry;
  private final Usage usage;
  private final Duration keepFor;
  private final Duration interval;
  private final BooleanSupplier ready;
  private final Clock clock;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("registry-sweep").daemon().factory());

  /**
   * @param keepFor how long something stays that nobody needs
   * @param interval how often it is looked; zero: never
   * @param ready whether the caches are filled, so that what is not in them is not there
   */
  public RegistrySweep(
      RegistryCleaner registry,
      Usage usage,
      Duration keepFor,
      Duration interval,
      BooleanSupplier ready,
      Clock clock) {
    this.registry = registry;
    this.usage = usage;
    this.keepFor = keepFor;
    this.interval = interval;
    this.ready = ready;
    this.clock = clock;
  }

  /** Begins: this process leads. */
  public void start() {
    if (!interval.isZero()) {
      var unused =
          loop.scheduleWithFixedDelay(
              this::attempt, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void attempt() {
    try {
      if (ready.getAsBoolean()) {
        once();
      }
    } catch (IOException e) {
      log.warn("The registry was not swept, and is next time: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("The registry was not swept", e);
    }
  }

  /**
   * Looks at every repository once.
   *
   * @return how many manifests were deleted
   * @throws IOException when the registry does not answer, or refuses
   */
  int once() throws IOException, InterruptedException {
    int deleted = 0;
    for (var repository : registry.repositories()) {
      var project = repository.substring(0, Math.max(0, repository.indexOf('/')));
      if (!project.isEmpty() && !ProjectDirectory.RESERVED.contains(project)) {
        deleted += sweep(project, repository);
      }
    }
    if (deleted > 0) {
      log.info("Deleted {} sources and images that nobody needed for {}", deleted, keepFor);
    }
    return deleted;
  }

  private int sweep(String project, String repository) throws IOException, InterruptedException {
    var tags = registry.tagsOf(repository);
    // Asked after the tags were read: what was pushed since is not among them.
    var mentions = usage.of(project);
    if (mentions.isEmpty()) {
      return 0;
    }
    int deleted = 0;
    for (var step : Retention.decide(repository, tags, mentions.get(), keepFor, clock.instant())) {
      switch (step) {
        case Retention.Step.Mark mark -> registry.tag(repository, mark.digest(), mark.tag());
        case Retention.Step.Unmark unmark -> registry.untag(repository, unmark.tag());
        case Retention.Step.Delete delete ->
            deleted += registry.delete(repository, delete.digest()) ? 1 : 0;
      }
    }
    return deleted;
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }
}
