package network.mandala.billing.tick;

import java.time.Instant;
import java.util.List;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.metering.Health;
import network.mandala.billing.metering.Horizon;
import network.mandala.billing.prometheus.PrometheusFault;
import network.mandala.billing.prometheus.QueryBudget;
import network.mandala.billing.tick.Charges.Unseen;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.MissingWindow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at windows of which something was not seen: Prometheus may have got its history
 * since, from a second server or from behind a broken line. After a set time what was seen is
 * charged, and the rest is nobody's. For one thread.
 */
final class Backfill {

  private static final Logger log = LoggerFactory.getLogger(Backfill.class);
  private static final int LOOKED_AT = 2000;

  /** Health and the usage of one meter. */
  private static final int QUESTIONS = 2;

  private final Debits debits;
  private final BillingConfig config;
  private final BillingMetrics metrics;
  private final List<Metering> meterings;
  private long turn;

  Backfill(Debits debits, BillingConfig config, BillingMetrics metrics, List<Metering> meterings) {
    this.debits = debits;
    this.config = config;
    this.metrics = metrics;
    this.meterings = meterings;
  }

  /**
   * Looks at one of the open windows if questions are left, at another one each time.
   *
   * @return how many receipts are new
   */
  int run(Reader reader, QueryBudget questions, Directory directory, Instant now) {
    if (questions.left() < QUESTIONS) {
      return 0;
    }
    var open = debits.openMissing(LOOKED_AT);
    if (open.isEmpty()) {
      return 0;
    }
    var deadline = now.minus(config.windows().writeOffAfter());
    var oldest = open.getFirst();
    try {
      if (oldest.window().end().isBefore(deadline)) {
        return giveUp(oldest, open, reader, questions, directory);
      }
      return tryAgain(open.get((int) (turn++ % open.size())), reader, directory);
    } catch (PrometheusFault fault) {
      metrics.failed(fault);
      return 0;
    }
  }

  private int tryAgain(MissingWindow missing, Reader reader, Directory directory) {
    var metering = metering(missing);
    var horizon = horizon(missing);
    var health = health(metering, horizon, reader);
    if (health.hasAnyHole(horizon.start(), horizon.end())) {
      return 0;
    }
    int receipts = charge(metering, horizon, Unseen.WAITS, reader, directory, health);
    debits.filled(List.of(missing));
    log.info(
        "Filled {} of the window at {} from history",
        missing.meter().text(),
        missing.window().start());
    return receipts;
  }

  /** All meters of the oldest window, since they are written off together. */
  private int giveUp(
      MissingWindow oldest,
      List<MissingWindow> open,
      Reader reader,
      QueryBudget questions,
      Directory directory) {
    var together =
        open.stream().filter(one -> !one.window().end().isAfter(oldest.window().end())).toList();
    if (questions.left() < QUESTIONS * together.size()) {
      return 0;
    }
    int receipts = 0;
    for (var missing : together) {
      var metering = metering(missing);
      var horizon = horizon(missing);
      var health = health(metering, horizon, reader);
      receipts += charge(metering, horizon, Unseen.IS_GIVEN_UP, reader, directory, health);
    }
    int given = debits.writeOff(oldest.window().end().plusMillis(1), "not seen in time");
    log.warn("Gave up {} windows up to {} that were not seen", given, oldest.window().end());
    return receipts;
  }

  private int charge(
      Metering metering,
      Horizon horizon,
      Unseen unseen,
      Reader reader,
      Directory directory,
      Health health) {
    var charges = new Charges(directory);
    charges.add(metering, horizon, reader.usage(metering, horizon, health), unseen);
    return charges.charge(debits, metrics);
  }

  private Health health(Metering metering, Horizon horizon, Reader reader) {
    var health = reader.health(metering.source(), horizon);
    // The window was read because there were later scrapes: an answer that ends early is a hole.
    health.addScrape(horizon.end() + config.windows().staleness().toMillis());
    return health;
  }

  private Metering metering(MissingWindow missing) {
    return meterings.stream()
        .filter(one -> one.meter() == missing.meter())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody meters " + missing.meter().text()));
  }

  private static Horizon horizon(MissingWindow missing) {
    return Horizon.of(missing.window().start(), missing.window().length(), 1);
  }
}
