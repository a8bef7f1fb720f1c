package network.mandala.activator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When agents were last asked for. It is reported at the first request at once, which wakes an
 * agent that sleeps, and then now and then for as long as requests come or last. Safe to use from
 * many threads.
 */
final class Activity implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Activity.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A report for so small a part of the time after which an agent sleeps. */
  private static final int REPORTS_PER_IDLE_TIME = 5;

  private static final Duration MOST_BETWEEN = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** Where it is written down; what it throws is a failure, and is tried again. */
  interface Reports {
    void report(SleepyAgent agent, Instant lastAsked);
  }

  private final Reports reports;
  private final Clock clock;
  private final Map<SleepyAgent, Use> uses = new ConcurrentHashMap<>();
  private final ExecutorService reporters =
      Executors.newFixedThreadPool(16, Thread.ofVirtual().name("report-", 0).factory());
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("activity").daemon().factory());

  Activity(Reports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
    var unused =
        looker.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One request, which lasts until it is closed. */
  final class Request implements AutoCloseable {
    private final Use use;

    private Request(Use use) {
      this.use = use;
    }

    @Override
    public void close() {
      use.end(clock.instant());
    }
  }

  /** Somebody asks for it. */
  Request begin(SleepyAgent agent) {
    var use =
        uses.compute(
            agent,
            (key, known) -> {
              var used = known == null ? new Use(agent) : known;
              used.begin(clock.instant());
              return used;
            });
    reportIfDue(use);
    return new Request(use);
  }

  private void look() {
    var now = clock.instant();
    uses.values().forEach(this::reportIfDue);
    uses.keySet()
        .forEach(agent -> uses.computeIfPresent(agent, (key, use) -> use.isOver(now) ? null : use));
  }

  private void reportIfDue(Use use) {
    var lastAsked = use.takeDue(clock.instant());
    if (lastAsked == null) {
      return;
    }
    reporters.execute(
        () -> {
          try {
            reports.report(use.agent, lastAsked);
            use.reported(lastAsked);
          } catch (RuntimeException e) {
            log.warn(
                "Cannot say that {} in {} was asked for: {}",
                use.agent.name(),
                use.agent.namespace(),
                e.toString());
            use.failed(clock.instant());
          }
        });
  }

  /** Of one agent. */
  private static final class Use {
    private final SleepyAgent agent;
    private int open;
    private Instant lastAsked = Instant.EPOCH;
    private Instant reported = Instant.EPOCH;
    private Instant nextReport = Instant.EPOCH;
    private boolean reporting;

    Use(SleepyAgent agent) {
      this.agent = agent;
    }

    synchronized void begin(Instant now) {
      open++;
      lastAsked = now;
    }

    synchronized void end(Instant now) {
      open--;
      lastAsked = now;
    }

    /** What is to be reported now; null when nothing is. */
    synchronized Instant takeDue(Instant now) {
      if (open > 0) {
        lastAsked = now;
      }
      if (reporting || now.isBefore(nextReport) || !lastAsked.isAfter(reported)) {
        return null;
      }
      reporting = true;
      return lastAsked;
    }

    synchronized void reported(Instant time) {
      reporting = false;
      reported = time;
      var between = agent.idle().dividedBy(REPORTS_PER_IDLE_TIME);
      nextReport = time.plus(between.compareTo(MOST_BETWEEN) < 0 ? between : MOST_BETWEEN);
    }

    synchronized void failed(Instant now) {
      reporting = false;
      nextReport = now.plus(AFTER_FAILURE);
    }

    synchronized boolean isOver(Instant now) {
      return open == 0 && !reporting && !lastAsked.isAfter(reported) && now.isAfter(nextReport);
    }
  }

  @Override
  public void close() {
    looker.shutdownNow();
    reporters.shutdownNow();
  }
}
