package network.mandala.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The connections to the ledger's MySQL. Safe for any number of threads; each call that uses it has
 * a time limit.
 */
public final class LedgerDatabase implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LOCK_SECONDS = 10;
  private static final String MIGRATIONS = "classpath:network/mandala/ledger/migrations";

  private final DatabaseSettings settings;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Transactions transactions;

  private LedgerDatabase(DatabaseSettings settings) {
    this.settings = settings;
    this.pool = new HikariDataSource(pool(settings));
    this.jdbi = Jdbi.create(pool);
    this.transactions = new Transactions(jdbi, this::forgetConnections);
  }

  /** The server need not be there yet: connections are made when they are needed. */
  public static LedgerDatabase open(DatabaseSettings settings) {
    return new LedgerDatabase(settings);
  }

  /**
   * Brings the tables up to date, forward only. Any number of processes may do it at once; tables
   * that are newer than this program are left as they are.
   *
   * @throws LedgerUnavailable if the database does not answer or has no room
   */
  public void migrate() {
    try {
      Flyway.configure()
          .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
          .locations(MIGRATIONS)
          .jdbcProperties(
              java.util.Map.of(
                  "connectTimeout", Long.toString(CONNECT.toMillis()), "connectionTimeZone", "UTC"))
          .table("ledger_schema_history")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Failures.translate(e);
    }
  }

  /** For SQL of one's own. Prefer {@link #inTransaction} for what writes. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Runs it in a transaction at READ COMMITTED, and again after a deadlock, a lock that was not
   * free in time, or a key that another transaction inserted first. So it may run several times,
   * and must do nothing but SQL.
   *
   * @throws LedgerUnavailable if the database cannot do it now
   */
  public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
    return transactions.run(work);
  }

  /**
   * Runs one statement that writes, for itself: all of it happens or nothing, as in a transaction,
   * without the messages that begin and end one. It may run several times as there.
   *
   * @throws LedgerUnavailable if the database cannot do it now
   */
  public <T, X extends Exception> T inOneStatement(HandleCallback<T, X> work) throws X {
    return transactions.runAlone(work);
  }

  /**
   * Runs what only reads, each statement for itself.
   *
   * @throws LedgerUnavailable if the database cannot do it now
   */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    try {
      return jdbi.withHandle(work);
    } catch (RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /**
   * Runs what only reads, as everything is at one moment.
   *
   * @throws LedgerUnavailable if the database cannot do it now
   */
  public <T, X extends Exception> T readAtOneMoment(HandleCallback<T, X> work) throws X {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work);
    } catch (RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /** Whether the database answers within some seconds. */
  public boolean isReachable() {
    try (var connection = pool.getConnection()) {
      return connection.isValid((int) CONNECT.toSeconds());
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** After a failover the old server may still answer on connections that exist, but read only. */
  private void forgetConnections() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  private static HikariConfig pool(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.maxConnections());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT.toMillis());
    config.setValidationTimeout(CONNECT.toMillis());
    config.setIdleTimeout(Duration.ofMinutes(5).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(15).toMillis());
    config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setDataSourceProperties(driver());
    return config;
  }

  private static Properties driver() {
    var properties = new Properties();
    properties.setProperty("connectTimeout", Long.toString(CONNECT.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(ANSWER.toMillis()));
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("cacheServerConfiguration", "true");
    properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=" + LOCK_SECONDS);
    return properties;
  }
}
