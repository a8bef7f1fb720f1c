package network.mandala.gateway;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.gateway.config.GatewayConfig;
import network.mandala.gateway.config.GatewaySecrets;
import network.mandala.gateway.heartbeat.Heartbeat;
import network.mandala.gateway.http.HttpServer;
import network.mandala.gateway.infer.Inference;
import network.mandala.gateway.infer.Models;
import network.mandala.gateway.infer.NodeIdentity;
import network.mandala.gateway.metering.JdbiMetering;
import network.mandala.gateway.metering.PriceBook;
import network.mandala.gateway.metric.GatewayMetrics;
import network.mandala.gateway.payment.Payments;
import network.mandala.gateway.replay.JdbiNonces;
import network.mandala.gateway.runner.Runner;
import network.mandala.gateway.runner.Runners;
import network.mandala.identity.fedai.KeyProfile;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.hold.Holds;
import network.mandala.process.HealthServer;
import network.mandala.process.Running;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs in one process, wired: from the configuration to the routes. */
public final class GatewayProcess implements Running {
  private static final Logger log = LoggerFactory.getLogger(GatewayProcess.class);
  private static final Duration LEDGER_RETRY = Duration.ofSeconds(2);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

  private final GatewayConfig config;
  private final GatewaySecrets secrets;
  private final Clock clock;
  private final PrometheusMeterRegistry registry;
  private final GatewayMetrics metrics;
  private final LedgerDatabase database;
  private final Runner runner;
  private final HealthServer health;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Serving serving;

  /** What is there while calls are answered. */
  private record Serving(HttpServer server, Heartbeat heartbeat, Thread housekeeping) {}

  /**
   * Puts everything together; health is answered from now on.
   *
   * @throws IOException when a port is taken
   */
  public static GatewayProcess create(GatewayConfig config, GatewaySecrets secrets, Clock clock)
      throws IOException {
    return new GatewayProcess(config, secrets, clock);
  }

  private GatewayProcess(GatewayConfig config, GatewaySecrets secrets, Clock clock)
      throws IOException {
    this.config = config;
    this.secrets = secrets;
    this.clock = clock;
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    metrics = new GatewayMetrics(registry);
    database = LedgerDatabase.open(secrets.ledger());
    runner = Runners.open(config.runner());
    health = new HealthServer(config.healthPort(), registry, Optional::empty, this::obstacle);
  }

  /** Answers calls as soon as there is a ledger; returns then. */
  @Override
  public void start() {
    if (awaitLedger()) {
      var now = serve();
      log.info("Listens on port {} as {}", now.server().port(), secrets.key().publicKey().text());
    }
  }

  private synchronized Serving serve() {
    var node = new NodeIdentity(config.nodeId(), keyId(), secrets.key());
    var ledger = Ledger.on(database, clock);
    var nonces = new JdbiNonces(database);
    var metering = new JdbiMetering(database, ledger.holds(), ledger.projects());
    var prices = new PriceBook(ledger.prices(), clock);
    var models = new Models(runner, config.runner().contextWindow(), clock);
    var payments = new Payments(config.payments(), node.id(), secrets.key().profile(), metering);
    var inference =
        new Inference(
            new Inference.Parts(
                node,
                config.olderRouter(),
                config.access(),
                config.limits(),
                config.runner().timeout(),
                runner,
                models,
                nonces,
                payments,
                metering,
                prices,
                metrics,
                clock));
    var status = new NodeStatus(config, runner, inference, payments, clock);
    serving =
        new Serving(
            HttpServer.start(config.http(), new Routes(inference, status, registry, metrics)),
            Heartbeat.start(
                config.heartbeat(),
                node,
                models,
                prices,
                config.limits().atOnce(),
                () -> config.limits().load() + inference.inFlight(),
                metrics,
                clock),
            Thread.ofVirtual().name("housekeeping").start(() -> keepHouse(nonces, ledger.holds())));
    return serving;
  }

  /** A key of the second generation has one name. */
  private String keyId() {
    return secrets.key().profile() == KeyProfile.SCHNORR
        ? secrets.key().publicKey().text()
        : config.keyId();
  }

  private void keepHouse(JdbiNonces nonces, Holds holds) {
    while (closing.getCount() > 0) {
      try {
        nonces.forgetAll(clock.instant());
        holds.expire(clock.instant());
      } catch (LedgerUnavailable e) {
        log.warn("The ledger is not cleaned now: {}", e.getMessage());
      }
      await(HOUSEKEEPING);
    }
  }

  /** False when this is closed before there is one. */
  private boolean awaitLedger() {
    while (closing.getCount() > 0) {
      try {
        database.migrate();
        return true;
      } catch (LedgerUnavailable e) {
        log.warn("Waiting for the ledger: {}", e.getMessage());
      }
      await(LEDGER_RETRY);
    }
    return false;
  }

  private Optional<String> obstacle() {
    if (closing.getCount() == 0) {
      return Optional.of("is ending");
    }
    if (serving == null) {
      return Optional.of("waits for the ledger");
    }
    return runner.isHealthy() ? Optional.empty() : Optional.of("waits for the runner");
  }

  /** The port of health and metrics. */
  public int healthPort() {
    return health.port();
  }

  /** The port of calls, once it has started. */
  public int port() {
    return serving.server().port();
  }

  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    synchronized (this) {
      if (serving != null) {
        serving.heartbeat().close();
        serving.server().close();
        serving.housekeeping().interrupt();
      }
    }
    database.close();
    health.close();
  }

  private void await(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}
