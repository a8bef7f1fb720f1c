package network.mandala.billing.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.project.Projects;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the journal and delivers alerts, until it is closed. Any number of replicas may run. */
public final class Alerts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  /** A conversation with a mail server has a dozen steps; a webhook has one. */
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int ROUNDS_BETWEEN_CLEANINGS = 1000;

  private final Round round;
  private final Deliveries deliveries;
  private final Outbox outbox;
  private final AlertMetrics metrics;
  private final Duration interval;
  private final WebhookSender webhooks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("alerts").daemon().factory());
  private long rounds;

  private Alerts(
      Round round,
      Deliveries deliveries,
      Outbox outbox,
      AlertMetrics metrics,
      Duration interval,
      WebhookSender webhooks) {
    this.round = round;
    this.deliveries = deliveries;
    this.outbox = outbox;
    this.metrics = metrics;
    this.interval = interval;
    this.webhooks = webhooks;
  }

  /**
   * @param database the ledger's, migrated
   * @param key of the node; signs webhooks
   */
  public static Alerts create(
      AlertSettings settings,
      LedgerDatabase database,
      Projects projects,
      PrivateKey key,
      MeterRegistry registry,
      InstantSource clock) {
    var tls = publicAuthorities();
    return create(settings, database, projects, key, registry, clock, tls);
  }

  static Alerts create(
      AlertSettings settings,
      LedgerDatabase database,
      Projects projects,
      PrivateKey key,
      MeterRegistry registry,
      InstantSource clock,
      SSLContext tls) {
    var metrics = new AlertMetrics(registry);
    var outbox = new JdbiOutbox(database);
    var webhooks =
        new WebhookSender(
            settings.webhooks(),
            settings.node(),
            key,
            clock,
            SystemDefaultDnsResolver.INSTANCE,
            tls);
    Map<Channel, Sender> senders = new EnumMap<>(Channel.class);
    senders.put(Channel.WEBHOOK, webhooks);
    if (settings.mail() != null) {
      senders.put(
          Channel.EMAIL, new MailSender(settings.mail(), settings.node(), tls.getSocketFactory()));
    }
    return new Alerts(
        new Round(new JdbiJournalReader(database), projects, settings, clock, metrics),
        new Deliveries(outbox, senders, DEADLINE, metrics),
        outbox,
        metrics,
        settings.interval(),
        webhooks);
  }

  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::runRound, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    awaitEnd();
    deliveries.close();
    try {
      webhooks.close();
    } catch (IOException e) {
      LOG.debug("Closing", e);
    }
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

  /** One of the places where everything is caught: the next round comes in any case. */
  private void runRound() {
    try {
      round.readJournal();
      deliveries.deliverAll();
      metrics.depth(outbox.depth());
      if (rounds++ % ROUNDS_BETWEEN_CLEANINGS == 0) {
        outbox.forget();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      metrics.roundFailed();
      LOG.warn(
          "Alerts wait: the ledger's database cannot be used; trying again in {}", interval, e);
    }
  }

  private static SSLContext publicAuthorities() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
