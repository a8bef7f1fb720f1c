package network.mandala.billing.tick;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.metering.Health;
import network.mandala.billing.metering.Horizon;
import network.mandala.billing.prometheus.PrometheusFault;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import network.mandala.billing.prometheus.QueryBudget;
import network.mandala.billing.prometheus.Samples;
import network.mandala.billing.tick.Charges.Unseen;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.MissingWindow;
import network.mandala.ledger.project.Projects;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the windows that are due, charges them, and only then moves the cursors. Whoever is stopped
 * anywhere in between, or does the same at the same time, changes nothing: the ledger charges each
 * window once. For one thread.
 */
public final class Tick {

  /** Questions of one tick, whatever the number of projects. */
  public static final int MOST_QUESTIONS = 12;

  private static final Logger log = LoggerFactory.getLogger(Tick.class);

  private final Samples samples;
  private final Projects projects;
  private final Debits debits;
  private final BillingConfig config;
  private final BillingMetrics metrics;
  private final Clock clock;
  private final List<Metering> meterings;
  private final Directory directory = new Directory();
  private final Backfill backfill;
  private int atOnce;

  public Tick(
      Samples samples,
      Projects projects,
      Debits debits,
      BillingConfig config,
      BillingMetrics metrics,
      Clock clock) {
    this.samples = samples;
    this.projects = projects;
    this.debits = debits;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    meterings = Metering.all(config.sources(), config.namespacePrefix(), config.disk());
    backfill = new Backfill(debits, config, metrics, meterings);
    atOnce = config.windows().mostPerTick();
  }

  /**
   * What a tick did.
   *
   * @param questions that were asked
   * @param receipts that are new
   * @param behind whether there is more to do at once
   * @param faults that kept meters from being read; they are read again the next time
   */
  public record Outcome(
      int questions, int receipts, boolean behind, List<PrometheusFault> faults) {}

  /** One round. Faults of Prometheus are in the outcome; those of the ledger are thrown. */
  public Outcome run() {
    var now = clock.instant();
    directory.update(projects.open(), now);
    var questions = new QueryBudget(samples, MOST_QUESTIONS);
    var reader = new Reader(questions, config.sources(), config.windows(), metrics);
    var round = new Round(reader, now);
    for (var source : Source.values()) {
      var ofSource = meterings.stream().filter(one -> one.source() == source).toList();
      if (!ofSource.isEmpty()) {
        round.read(source, ofSource);
      }
    }
    int receipts = round.settle();
    if (!round.behind && round.faults.isEmpty()) {
      receipts += backfill.run(reader, questions, directory, now);
    }
    metrics.missing(debits.missingTotals());
    return new Outcome(questions.asked(), receipts, round.behind, List.copyOf(round.faults));
  }

  /** What is known so far in one tick. */
  private final class Round {

    private final Reader reader;
    private final Instant now;
    private final Charges charges = new Charges(directory);
    private final List<MissingWindow> missing = new ArrayList<>();
    private final Map<Meter, Instant> readUpTo = new EnumMap<>(Meter.class);
    private final List<PrometheusFault> faults = new ArrayList<>();
    private boolean behind;
    private boolean tooMuch;

    Round(Reader reader, Instant now) {
      this.reader = reader;
      this.now = now;
    }

    void read(Source source, List<Metering> ofSource) {
      try {
        var cursors = cursors(source, ofSource);
        if (cursors.isEmpty()) {
          return;
        }
        var oldest = cursors.values().stream().min(Instant::compareTo).orElseThrow();
        var due = Due.byClock(oldest, now, config.windows(), atOnce);
        if (due.isPresent()) {
          readDue(source, ofSource, cursors, due.get());
        }
      } catch (PrometheusFault fault) {
        failed(fault);
      }
    }

    private Map<Meter, Instant> cursors(Source source, List<Metering> ofSource) {
      var cursors = new EnumMap<Meter, Instant>(Meter.class);
      for (var metering : ofSource) {
        debits.cursor(metering.meter()).ifPresent(at -> cursors.put(metering.meter(), at));
      }
      if (cursors.size() < ofSource.size()) {
        begin(source, ofSource, cursors);
      }
      cursors.forEach((meter, at) -> metrics.lag(meter, Duration.between(at, now)));
      return cursors;
    }

    /** The first window is the one that is now, by the clock of the scrapes. */
    private void begin(Source source, List<Metering> ofSource, Map<Meter, Instant> cursors) {
      long newest = reader.newest(source, now);
      if (newest == 0) {
        log.warn(
            "Prometheus has no series up{{}}: nothing is charged that comes from there",
            source.matchers(config.sources()));
        return;
      }
      var start =
          Window.containing(Instant.ofEpochMilli(newest), config.windows().length()).start();
      for (var metering : ofSource) {
        if (!cursors.containsKey(metering.meter())) {
          log.info("Begins to charge {} at {}", metering.meter().text(), start);
          debits.advance(metering.meter(), start);
          cursors.put(metering.meter(), start);
        }
      }
    }

    private void readDue(
        Source source, List<Metering> ofSource, Map<Meter, Instant> cursors, Horizon due) {
      var health = reader.health(source, due);
      var known = Due.byScrapes(due, health.latest(), config.windows());
      if (known.isEmpty() || known.get().count() < due.count()) {
        // Either the scrapes are on their way, or there were none for a while.
        long newest = reader.newest(source, now);
        if (newest > health.latest()) {
          health.addScrape(newest);
          known = Due.byScrapes(due, newest, config.windows());
        }
      }
      if (known.isEmpty()) {
        return;
      }
      behind |= due.count() == atOnce && known.get().count() == due.count();
      for (var metering : ofSource) {
        try {
          from(cursors.get(metering.meter()), known.get())
              .ifPresent(horizon -> readOne(metering, horizon, health));
        } catch (PrometheusFault fault) {
          failed(fault);
        }
      }
    }

    /** The windows after a cursor: meters of a source can be at different places after a fault. */
    private Optional<Horizon> from(Instant cursor, Horizon horizon) {
      long done = (cursor.toEpochMilli() - horizon.start()) / horizon.length();
      return done >= horizon.count()
          ? Optional.empty()
          : Optional.of(
              new Horizon(
                  horizon.start((int) done), horizon.length(), horizon.count() - (int) done));
    }

    private void readOne(Metering metering, Horizon horizon, Health health) {
      if (health.targets() > 0) {
        charges.add(metering, horizon, reader.usage(metering, horizon, health), Unseen.WAITS);
      }
      if (metering.isGauge()) {
        for (int i = 0; i < horizon.count(); i++) {
          if (health.hasAnyHole(horizon.start(i), horizon.end(i))) {
            missing.add(MissingWindow.ofEveryProject(metering.meter(), horizon.window(i)));
          }
        }
      }
      readUpTo.put(metering.meter(), Instant.ofEpochMilli(horizon.end()));
    }

    private void failed(PrometheusFault fault) {
      metrics.failed(fault);
      faults.add(fault);
      tooMuch |= fault.reason() == Reason.TOO_LARGE || fault.reason() == Reason.TIMEOUT;
    }

    /** Charges; then what is missing; then the cursors: in this order nothing can be lost. */
    int settle() {
      int receipts = charges.charge(debits, metrics);
      if (!missing.isEmpty()) {
        debits.missing(missing);
      }
      readUpTo.forEach(
          (meter, at) -> {
            debits.advance(meter, at);
            metrics.lag(meter, Duration.between(at, now));
          });
      if (!readUpTo.isEmpty()) {
        metrics.unknownNamespaces(charges.unknownNamespaces());
      }
      // What is too much at once may be possible in pieces.
      atOnce =
          tooMuch
              ? Math.max(1, atOnce / 2)
              : faults.isEmpty() ? Math.min(config.windows().mostPerTick(), atOnce * 2) : atOnce;
      return receipts;
    }
  }
}
