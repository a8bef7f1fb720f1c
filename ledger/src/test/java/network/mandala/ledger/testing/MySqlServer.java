package network.mandala.ledger.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerDatabase;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real MySQL for tests, ready in some seconds, with an empty database for each test class.
 *
 * <pre>{@code
 * @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();
 * }</pre>
 *
 * <p>The shared one is started once in a JVM. One that is {@linkplain #alone() alone} belongs to
 * one test class, which may kill and start it.
 */
public final class MySqlServer implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final boolean shared;
  private final boolean durable;
  private RunningMySql server;
  private String database;
  private Ledger ledger;

  private MySqlServer(boolean shared, boolean durable) {
    this.shared = shared;
    this.durable = durable;
  }

  /** The one of this JVM. */
  public static MySqlServer shared() {
    return new MySqlServer(true, false);
  }

  /** One for this test class alone, which may kill and start it: it keeps what it answered. */
  public static MySqlServer alone() {
    return new MySqlServer(false, true);
  }

  /**
   * One that keeps what it answered, as a provider's does; started at once, for measurements. The
   * caller closes it.
   */
  public static MySqlServer durable() {
    var mysql = new MySqlServer(false, true);
    mysql.server = RunningMySql.start(true);
    mysql.database = mysql.newDatabase();
    return mysql;
  }

  /** The database of this test class, as root. It has no tables before somebody migrates it. */
  public DatabaseSettings settings() {
    return new DatabaseSettings(server.url(database), "root", "", CONNECTIONS);
  }

  /** The database of this test class with all tables. It is closed with the server. */
  public Ledger ledger() {
    if (ledger == null) {
      ledger = Ledger.on(LedgerDatabase.open(settings()), Clock.systemUTC());
      ledger.database().migrate();
    }
    return ledger;
  }

  /** A new and empty database beside that of the class. */
  public DatabaseSettings another() {
    return new DatabaseSettings(server.url(newDatabase()), "root", "", CONNECTIONS);
  }

  /** A connection of one's own to this class's database, as root. */
  public Connection connect() throws SQLException {
    return server.connect(database);
  }

  /** Takes it away as a crash would. Only for one that is alone. */
  public void kill() {
    requireAlone();
    server.kill();
  }

  /** Brings it back with all that was committed. */
  public void start() {
    requireAlone();
    server.start();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        shared
            ? context
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(MySqlServer.class))
                .getOrComputeIfAbsent(
                    "shared", key -> RunningMySql.start(durable), RunningMySql.class)
            : RunningMySql.start(durable);
    database = newDatabase();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
      // A class that is run once more has a database of its own again.
      ledger = null;
    }
    if (!shared) {
      server.close();
    }
  }

  private String newDatabase() {
    var name = "ledger_" + DATABASES.incrementAndGet();
    try (var connection = server.connect("mysql");
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("MySQL refuses a new database", e);
    }
    return name;
  }

  private void requireAlone() {
    if (shared) {
      throw new IllegalStateException("other tests use this MySQL: ask for MySqlServer.alone()");
    }
  }
}
