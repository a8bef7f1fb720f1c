package network.mandala.billing;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.billing.alert.Alerts;
import network.mandala.billing.audit.AuditJob;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.config.LedgerSecrets;
import network.mandala.billing.prometheus.PrometheusClient;
import network.mandala.billing.prometheus.PrometheusSettings;
import network.mandala.billing.tick.BillingMetrics;
import network.mandala.billing.tick.JdbiTurn;
import network.mandala.billing.tick.Tick;
import network.mandala.billing.tick.TickLoop;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.usage.Window;
import network.mandala.process.HealthServer;
import network.mandala.process.Running;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs in one process, wired: from the configuration to the ticks. */
public final class BillingProcess implements Running {

  private static final Logger log = LoggerFactory.getLogger(BillingProcess.class);
  private static final Duration LEDGER_RETRY = Duration.ofSeconds(2);

  /** A tick asks at most a dozen questions, each of which may take its time. */
  private static final int TICKS_OF_PATIENCE = Tick.MOST_QUESTIONS + 3;

  private final BillingConfig config;
  private final Clock clock;
  private final Ledger ledger;
  private final PrometheusClient prometheus;
  private final TickLoop ticks;
  private final Alerts alerts;
  private final AuditJob audit;
  private final HealthServer health;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ready;

  /**
   * Puts everything together; health is answered from now on.
   *
   * @throws IOException when a port is taken or a file cannot be read
   */
  public static BillingProcess create(BillingConfig config, LedgerSecrets secrets, Clock clock)
      throws IOException {
    return new BillingProcess(config, secrets, clock);
  }

  private BillingProcess(BillingConfig config, LedgerSecrets secrets, Clock clock)
      throws IOException {
    this.config = config;
    this.clock = clock;

    // What it tells about itself.
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    var metrics = new BillingMetrics(registry);

    // Whom it asks, and where it writes.
    prometheus = new PrometheusClient(settings(config.prometheus()), clock);
    registry.gauge(
        "mandala.billing.clock.skew.seconds", prometheus, one -> one.skewSeconds().orElse(0));
    var nodeKey = PrivateKey.parse(secrets.nodeKey());
    ledger =
        Ledger.open(
            new DatabaseSettings(
                secrets.url(), secrets.user(), secrets.password(), config.ledger().connections()));

    // What it does.
    var tick =
        new Tick(prometheus, ledger.projects(), ledger.debits(nodeKey), config, metrics, clock);
    ticks =
        new TickLoop(
            tick,
            new JdbiTurn(ledger.database()),
            metrics,
            clock,
            config.windows().interval(),
            config.windows().length().multipliedBy(2).plus(config.windows().staleness()));
    alerts =
        Alerts.create(
            config.alerts(), ledger.database(), ledger.projects(), nodeKey, registry, clock);
    audit = new AuditJob(ledger.audit(), config.auditInterval(), registry, clock);
    health =
        new HealthServer(
            config.http().port(),
            registry,
            () -> isAlive() ? Optional.empty() : Optional.of("the ticks have stopped"),
            () -> ready ? Optional.empty() : Optional.of("waits for the ledger"));
  }

  /** Begins to work, as soon as there is a ledger; returns then. */
  @Override
  public void start() {
    if (awaitLedger()) {
      ready = true;
      ticks.start();
      alerts.start();
      audit.start();
      log.info("Charges windows of {}", config.windows().length());
    }
  }

  /** False when this is closed before there is one. */
  private boolean awaitLedger() {
    while (true) {
      try {
        ledger.database().migrate();
        publishPrices();
        return true;
      } catch (LedgerUnavailable e) {
        log.warn("Waiting for the ledger: {}", e.getMessage());
      }
      try {
        if (closed.await(LEDGER_RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** New prices hold from the next window on; the very first from the beginning of time. */
  private void publishPrices() {
    var prices = ledger.prices();
    var first = prices.history().isEmpty();
    var next = Window.containing(clock.instant(), config.windows().length()).end();
    var list =
        prices.publish(config.prices(), first ? Instant.EPOCH : next, "configuration of billing");
    log.info("Price list {} is in force from {}", list.version(), list.effectiveFrom());
  }

  private boolean isAlive() {
    var patience =
        config
            .prometheus()
            .timeout()
            .multipliedBy(TICKS_OF_PATIENCE)
            .plus(config.windows().interval());
    return !ready || Duration.between(ticks.lastRound(), clock.instant()).compareTo(patience) < 0;
  }

  private static PrometheusSettings settings(BillingConfig.PrometheusServer server) {
    return new PrometheusSettings(
        server.url(),
        server.caFile(),
        server.tokenFile(),
        server.tenantHeader(),
        server.tenant(),
        server.timeout(),
        server.maxAnswerBytes());
  }

  /** The port of health and metrics. */
  public int healthPort() {
    return health.port();
  }

  /** Lets the tick that is under way end, for at most 20 seconds. */
  @Override
  public void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    ready = false;
    ticks.close();
    alerts.close();
    audit.close();
    prometheus.close();
    ledger.close();
    health.close();
  }
}
