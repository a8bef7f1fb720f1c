package network.mandala.ledger.account;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Accounts} in MySQL. */
public final class JdbiAccounts implements Accounts {
  private static final Duration RECENT = Duration.ofHours(1);
  private static final BigInteger MSAT_SECONDS_PER_SATOSHI_HOUR = BigInteger.valueOf(1000);
  private static final BigInteger SECONDS_PER_HOUR = BigInteger.valueOf(3600);
  private static final String FUNDS =
      "select a.project_id, a.tenant_funds, a.holds, a.changed_at, r.msat, r.seconds from account a"
          + " left join lateral (select sum(msat) as msat, timestampdiff(second,"
          + " min(window_start), max(window_start + interval window_seconds second)) as seconds"
          + " from receipt where project_id = a.project_id and window_start >= :recent) r on true";

  private final LedgerDatabase database;
  private final Clock clock;

  public JdbiAccounts(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Satoshis balance(String projectId) {
    return database.read(
        handle ->
            handle
                .createQuery("select tenant_funds from account where project_id = :project")
                .bind("project", projectId)
                .mapTo(Long.class)
                .findOne()
                .map(Satoshis::of)
                .orElseThrow(() -> new UnknownProject(projectId)));
  }

  @Override
  public Funds funds(String projectId) {
    return database.read(
        handle ->
            handle
                .createQuery(FUNDS + " where a.project_id = :project")
                .bind("recent", clock.instant().minus(RECENT))
                .bind("project", projectId)
                .map(JdbiAccounts::funds)
                .findOne()
                .orElseThrow(() -> new UnknownProject(projectId)));
  }

  @Override
  public List<Funds> changedSince(Instant when) {
    return database.read(
        handle ->
            handle
                .createQuery(FUNDS + " where a.changed_at >= :when order by a.changed_at")
                .bind("recent", clock.instant().minus(RECENT))
                .bind("when", Timestamp.from(when))
                .map(JdbiAccounts::funds)
                .list());
  }

  private static Funds funds(ResultSet row, StatementContext context) throws SQLException {
    var charged = row.getBigDecimal("msat");
    return new Funds(
        row.getString("project_id"),
        Satoshis.of(row.getLong("tenant_funds")),
        Satoshis.of(row.getLong("holds")),
        charged == null
            ? Optional.empty()
            : Optional.of(perHour(charged.toBigIntegerExact(), row.getLong("seconds"))),
        row.getTimestamp("changed_at").toInstant());
  }

  /** Rounded up; at most what an account can hold. */
  private static Satoshis perHour(BigInteger msat, long seconds) {
    var divisor = BigInteger.valueOf(seconds).multiply(MSAT_SECONDS_PER_SATOSHI_HOUR);
    var perHour =
        msat.multiply(SECONDS_PER_HOUR)
            .add(divisor)
            .subtract(BigInteger.ONE)
            .divide(divisor)
            .min(BigInteger.valueOf(Amounts.LIMIT));
    return Satoshis.of(perHour.longValueExact());
  }
}
