package network.mandala.billing.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.mandala.ledger.audit.Audit;
import network.mandala.ledger.audit.AuditReport;
import network.mandala.ledger.audit.AuditReport.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the audit again and again. An audit that could not run is no audit: the time of the last one
 * stands still, and an alert rule watches it.
 */
public final class AuditJob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditJob.class);

  /** So that a process that starts again and again does other things as well. */
  private static final Duration FIRST = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Of a ledger that is wrong everywhere the first lines say enough. */
  private static final int MOST_LINES = 100;

  private final Audit audit;
  private final Duration interval;
  private final InstantSource clock;
  private final AtomicLong lastRun = new AtomicLong();
  private final AtomicLong lastSuccess = new AtomicLong();
  private final Map<Check, AtomicLong> problems = new EnumMap<>(Check.class);
  private final Counter failures;
  private final Timer duration;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit").daemon().factory());

  public AuditJob(Audit audit, Duration interval, MeterRegistry registry, InstantSource clock) {
    this.audit = audit;
    this.interval = interval;
    this.clock = clock;
    for (var check : Check.values()) {
      var count = new AtomicLong();
      problems.put(check, count);
      Gauge.builder("mandala.ledger.audit.problems", count, AtomicLong::get)
          .description("Problems that the last audit found")
          .tag("check", word(check))
          .register(registry);
    }
    Gauge.builder("mandala.ledger.audit.last.run.timestamp.seconds", lastRun, AtomicLong::get)
        .description("When an audit was last complete; 0: not since the process started")
        .register(registry);
    Gauge.builder(
            "mandala.ledger.audit.last.success.timestamp.seconds", lastSuccess, AtomicLong::get)
        .description("When an audit last found nothing wrong; 0: not since the process started")
        .register(registry);
    failures =
        Counter.builder("mandala.ledger.audit.failures")
            .description("Audits that could not be completed")
            .register(registry);
    duration =
        Timer.builder("mandala.ledger.audit.duration")
            .description("How long a complete audit takes")
            .register(registry);
  }

  public void start() {
    var first = FIRST.compareTo(interval) < 0 ? FIRST : interval;
    var _ =
        thread.scheduleWithFixedDelay(
            this::runOnce, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    awaitEnd();
  }

  /** So that nobody uses the ledger when it is closed next. */
  private void awaitEnd() {
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("Closing while the database still answers");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One of the places where everything is caught: the next audit comes in any case. */
  void runOnce() {
    try {
      report(duration.record(audit::run));
    } catch (RuntimeException e) {
      failures.increment();
      LOG.warn("The audit of the ledger could not be completed; again in {}", interval, e);
    }
  }

  private void report(AuditReport report) {
    for (var check : Check.values()) {
      problems
          .get(check)
          .set(report.findings().stream().filter(found -> found.check() == check).count());
    }
    lastRun.set(clock.instant().getEpochSecond());
    if (report.ok()) {
      lastSuccess.set(clock.instant().getEpochSecond());
      LOG.debug(
          "The books are right: {} projects, {} entries, {} receipts",
          report.projects(),
          report.entries(),
          report.receipts());
      return;
    }
    report.findings().stream()
        .limit(MOST_LINES)
        .forEach(
            found ->
                LOG.error(
                    "AUDIT: {}: {}. {}",
                    found.projectId(),
                    found.message(),
                    advice(found.check())));
    if (report.findings().size() > MOST_LINES) {
      LOG.error("AUDIT: and {} more", report.findings().size() - MOST_LINES);
    }
  }

  static String advice(Check check) {
    return switch (check) {
      case BALANCES, RUNNING_BALANCE ->
          "The entries are the truth, and somebody wrote to the table account past the ledger: find"
              + " out who, then set the row to the sums of its entries while billing and the operator"
              + " are stopped";
      case ENTRIES ->
          "An entry was written past the ledger: find out who can write to its database, and compare"
              + " with a backup";
      case HOLDS ->
          "Money is set aside that no open hold accounts for: let 'mandala ledger entries' show its"
              + " holds, captures and releases";
      case RECEIPTS ->
          "A receipt was changed, or signed with another key: compare with a backup and with what"
              + " the tenant has from 'mandala ledger export'";
      case CHARGES ->
          "What was charged is not what was posted: stop billing (billing.replicas: 0) and compare"
              + " receipts with entries of kind DEBIT";
    };
  }

  private static String word(Check check) {
    return check.name().toLowerCase(Locale.ROOT);
  }
}
