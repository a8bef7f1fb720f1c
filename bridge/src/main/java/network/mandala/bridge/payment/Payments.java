package network.mandala.bridge.payment;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.turn.Chore;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of this package, put together. */
public final class Payments {
  private static final Logger log = LoggerFactory.getLogger(Payments.class);

  private final ProjectLogs logs;
  private final TopUps topUps;
  private final JdbiPayments payments;
  private final PaymentWork work;
  private final MoneyMetrics metrics;

  /**
   * @param prefixLife how long a caller may take to pay after he was asked
   */
  public Payments(
      WalletKey node,
      SessionKeys keys,
      Duration prefixLife,
      Verifiers verifiers,
      LedgerDatabase database,
      ProjectLogs logs,
      MoneyMetrics metrics,
      Clock clock,
      SecureRandom random) {
    this.logs = logs;
    this.metrics = metrics;
    this.payments = new JdbiPayments(database);
    this.work = new PaymentWork(payments, verifiers, this::tell);
    this.topUps =
        new TopUps(
            node,
            new Prefixes(keys.sealKeys("payment prefix 1"), prefixLife, clock, random),
            payments,
            verifiers,
            work,
            metrics);
  }

  public TopUps topUps() {
    return topUps;
  }

  /** Follows payments until they are in a block. */
  public Chore due() {
    return new DuePayments(payments, work);
  }

  void tell(Payment before, Payment after) {
    var network = after.network().name().toLowerCase(Locale.ROOT);
    if (before.funded() && !after.funded()) {
      metrics.reversed(network, after.satoshis());
      log.warn(
          "The payment {} of {} sat to project {} is undone: {}",
          after.transaction(),
          after.satoshis(),
          after.projectId(),
          after.why());
      logs.add(
          after.projectId(),
          Optional.empty(),
          "The payment %s of %d sat is undone: %s"
              .formatted(after.transaction(), after.satoshis(), after.why()));
    } else if (!before.funded() && after.funded()) {
      metrics.credited(network, after.satoshis());
      logs.add(
          after.projectId(),
          Optional.empty(),
          "The payment %s of %d sat is credited".formatted(after.transaction(), after.satoshis()));
    }
  }
}
