package network.mandala.operator.funding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.account.Funds;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.UnknownProject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to the ledger: makes projects known to it, and follows their balances by one question
 * for all of them. While the ledger is away, what was known last goes on to hold, and nobody waits
 * for it. Safe to use from many threads.
 */
public final class Treasury implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Treasury.class);

  /** A transaction may end so much later than the time that it wrote. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final FundingSettings settings;
  private final Duration pollInterval;
  private final PriceListPublisher prices;
  private final LedgerNews news;
  private final Clock clock;
  private final ScheduledExecutorService poller;
  private final Map<String, Money> money = new ConcurrentHashMap<>();
  private final Map<String, Rung> rungs = new ConcurrentHashMap<>();
  private final Map<String, LedgerProject> registered = new ConcurrentHashMap<>();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private volatile Consumer<String> listener = projectId -> {};
  private volatile boolean reachable;
  private boolean prepared;
  private Instant newest = Instant.EPOCH;

  private Treasury(
      Ledger ledger,
      FundingSettings settings,
      Duration pollInterval,
      PriceListPublisher prices,
      LedgerNews news,
      Clock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.pollInterval = pollInterval;
    this.prices = prices;
    this.news = news;
    this.clock = clock;
    this.poller =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ledger-watch").daemon().factory());
  }

  /** Where nothing is charged. */
  public static Treasury none() {
    return new Treasury(null, null, Duration.ZERO, null, null, Clock.systemUTC());
  }

  /** It is asked for the first time when this replica begins to {@link #start}. */
  public static Treasury of(
      Ledger ledger,
      FundingSettings settings,
      Duration pollInterval,
      PriceListPublisher prices,
      LedgerNews news,
      MeterRegistry metrics,
      Clock clock) {
    var treasury = new Treasury(ledger, settings, pollInterval, prices, news, clock);
    Gauge.builder("mandala.ledger.up", treasury, it -> it.reachable ? 1 : 0)
        .description("Whether the ledger has answered the last question")
        .register(metrics);
    for (var rung : Rung.values()) {
      Gauge.builder("mandala.projects.by.funding", treasury, it -> it.count(rung))
          .description("Projects by where they stand with their money")
          .tag("state", rung.name().toLowerCase(Locale.ROOT))
          .register(metrics);
    }
    return treasury;
  }

  public boolean isConnected() {
    return ledger != null;
  }

  /** The list in force; empty while nobody has told it. */
  public Optional<PriceList> prices() {
    return ledger == null ? Optional.empty() : prices.current();
  }

  /** Who is told the id of a project whose balance has changed. */
  public void onChange(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Begins to follow the balances; returns at once. */
  public void start() {
    if (ledger != null) {
      var unused =
          poller.scheduleWithFixedDelay(
              this::poll, 0, pollInterval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Where a project stands. One that is new, or has changed, is made known to the ledger first;
   * when that is not possible now, it is looked at again as soon as it is.
   *
   * @param before the status that was reported last
   */
  public Standing look(Project project, String projectId, String namespace, ProjectStatus before) {
    if (ledger == null) {
      return Standing.unmetered();
    }
    var terms = project.getSpec().funding();
    if (reachable) {
      enrol(LedgerProjects.of(project, projectId, namespace), before);
    } else {
      waiting.add(projectId);
    }
    var standing =
        Standing.of(
            project.getMetadata().getName(),
            before,
            Optional.ofNullable(money.get(projectId)),
            new Ladder(terms, settings),
            clock.instant());
    if (standing.rung() != null) {
      rungs.put(projectId, standing.rung());
    }
    return standing;
  }

  /** A project whose status has a balance has had its welcome: that is written afterwards. */
  private void enrol(LedgerProject project, ProjectStatus before) {
    var id = project.projectId();
    try {
      if (!project.equals(registered.get(id))) {
        ledger.projects().register(project);
        registered.put(id, project);
        log.info("The ledger knows project {}", project.name());
      }
      if (before.balance() == null && settings.welcome() > 0) {
        ledger.journal().welcome(id, Satoshis.of(settings.welcome()));
      }
      if (before.balance() == null || !money.containsKey(id)) {
        money.put(id, moneyOf(ledger.accounts().funds(id)));
      }
    } catch (LedgerUnavailable e) {
      // The project goes on as it is, and is looked at again.
      waiting.add(id);
      away(e);
    }
  }

  /**
   * Asks the ledger now, for what cannot be undone.
   *
   * @return whether the project is still without the money to run again; false also when the ledger
   *     does not answer
   */
  public boolean isStillUnpaid(Project project, String projectId) {
    if (ledger == null || !reachable) {
      return false;
    }
    try {
      var balance = ledger.accounts().balance(projectId).value();
      return balance < new Ladder(project.getSpec().funding(), settings).resumesAt();
    } catch (LedgerUnavailable e) {
      away(e);
      return false;
    }
  }

  /**
   * The project is gone for ever.
   *
   * @return false when the ledger could not be told yet
   */
  public boolean close(String projectId) {
    if (ledger == null) {
      return true;
    }
    if (!reachable) {
      return false;
    }
    try {
      ledger.projects().close(projectId, clock.instant());
    } catch (UnknownProject e) {
      log.debug("The ledger never knew the project", e);
    } catch (LedgerUnavailable e) {
      away(e);
      return false;
    }
    money.remove(projectId);
    rungs.remove(projectId);
    registered.remove(projectId);
    waiting.remove(projectId);
    return true;
  }

  /** One question, whatever the number of projects. */
  private void poll() {
    try {
      if (!prepared) {
        ledger.database().migrate();
        ledger.projects().open().forEach(known -> registered.put(known.projectId(), known));
        prepared = true;
      }
      var changed = new ArrayList<String>();
      for (var funds : ledger.accounts().changedSince(newest.minus(OVERLAP))) {
        var now = moneyOf(funds);
        if (!now.equals(money.put(funds.projectId(), now))) {
          changed.add(funds.projectId());
        }
        if (funds.changedAt().isAfter(newest)) {
          newest = funds.changedAt();
        }
      }
      back();
      changed.forEach(listener);
      waiting.stream().toList().forEach(this::wake);
      prices.publishIfChanged(ledger.prices());
    } catch (RuntimeException e) {
      // A question that is cut off because this process ends is no news of the ledger.
      if (!poller.isShutdown()) {
        away(e);
      }
    }
  }

  private void wake(String projectId) {
    waiting.remove(projectId);
    listener.accept(projectId);
  }

  private void back() {
    if (!reachable) {
      reachable = true;
      news.answers();
    }
  }

  private void away(RuntimeException cause) {
    reachable = false;
    news.isAway(cause);
  }

  private static Money moneyOf(Funds funds) {
    return new Money(
        funds.balance().value(),
        funds.burnPerHour().map(Satoshis::value).orElse(null),
        funds.changedAt());
  }

  private long count(Rung rung) {
    return rungs.values().stream().filter(rung::equals).count();
  }

  @Override
  public void close() {
    poller.shutdownNow();
    if (ledger != null) {
      ledger.close();
    }
  }
}
