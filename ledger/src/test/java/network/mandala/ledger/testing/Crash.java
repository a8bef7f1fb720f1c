package network.mandala.ledger.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Ends the work at the n-th statement: by an exception, or by killing the connection. */
public final class Crash implements SqlLogger {
  /** What is thrown when the process should die here. */
  public static final class Injected extends RuntimeException {}

  /** How it ends. */
  public enum How {
    /** The process dies before the statement is sent. */
    BEFORE,
    /** The process dies after the statement was answered. */
    AFTER,
    /** The server drops the connection before the statement. */
    CONNECTION
  }

  private final DatabaseSettings settings;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private volatile How how = How.BEFORE;

  private Crash(DatabaseSettings settings) {
    this.settings = settings;
  }

  public static Crash in(LedgerDatabase database, DatabaseSettings settings) {
    var crash = new Crash(settings);
    database.jdbi().setSqlLogger(crash);
    return crash;
  }

  /**
   * @param statement 1 is the next
   */
  public void at(int statement, How kind) {
    how = kind;
    left.set(statement);
  }

  /** Nothing crashes any more; whether the one that was set did. */
  public boolean disarm() {
    return left.getAndSet(Integer.MAX_VALUE) <= 0;
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    if (how != How.AFTER && left.decrementAndGet() == 0) {
      if (how == How.BEFORE) {
        throw new Injected();
      }
      kill(context.getConnection());
    }
  }

  @Override
  public void logAfterExecution(StatementContext context) {
    if (how == How.AFTER && left.decrementAndGet() == 0) {
      throw new Injected();
    }
  }

  private void kill(Connection victim) {
    try (var id = victim.createStatement().executeQuery("select connection_id()")) {
      id.next();
      try (var other =
              DriverManager.getConnection(
                  settings.jdbcUrl(), settings.user(), settings.password());
          var kill = other.createStatement()) {
        kill.execute("kill " + id.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the connection could not be killed", e);
    }
  }
}
