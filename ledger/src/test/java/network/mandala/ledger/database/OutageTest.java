package network.mandala.ledger.database;

import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerUnavailable.Cause;
import network.mandala.ledger.testing.MySqlServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** MySQL is killed, read only, or was never there. */
class OutageTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.alone();

  @AfterEach
  void writable() throws SQLException {
    execute("set global super_read_only = off");
    execute("set global read_only = off");
    execute("set global max_connections = 151");
  }

  @Test
  void aServerThatIsGoneIsSaidAndWhatWasAnsweredIsThereAfterwards() {
    var ledger = mysql.ledger();
    var project = registered(ledger, "outage");
    ledger.journal().credit(project, sat(5), "before", "paid", "tenant");

    mysql.kill();

    assertThat(ledger.database().isReachable()).isFalse();
    assertUnavailable(
        () -> ledger.journal().credit(project, sat(7), "during", "paid", "tenant"),
        Cause.UNREACHABLE);
    assertUnavailable(() -> ledger.database().migrate(), Cause.UNREACHABLE);

    mysql.start();

    ledger.journal().credit(project, sat(7), "during", "paid", "tenant");
    assertThat(ledger.accounts().balance(project)).isEqualTo(sat(12));
    assertThat(ledger.database().isReachable()).isTrue();
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void aServerThatIsReadOnlyIsSaidAndNothingIsLost() throws SQLException {
    var project = registered(mysql.ledger(), "read-only");
    execute("create user if not exists 'tenant'@'%' identified by 'secret'");
    execute("grant all on *.* to 'tenant'@'%'");
    execute("revoke super, connection_admin on *.* from 'tenant'@'%'");
    try (var ledger =
        Ledger.open(new DatabaseSettings(mysql.settings().jdbcUrl(), "tenant", "secret", 2))) {
      ledger.journal().credit(project, sat(5), "writable", "paid", "tenant");
      execute("set global read_only = on");

      assertUnavailable(
          () -> ledger.journal().credit(project, sat(7), "read-only", "paid", "tenant"),
          Cause.READ_ONLY);
      assertThat(ledger.accounts().balance(project)).isEqualTo(sat(5));

      execute("set global read_only = off");
      ledger.journal().credit(project, sat(7), "read-only", "paid", "tenant");
      assertThat(ledger.accounts().balance(project)).isEqualTo(sat(12));
    }
  }

  @Test
  void aWrongPasswordIsSaidAndNeverRepeated() {
    mysql.ledger();
    try (var ledger =
        Ledger.open(
            new DatabaseSettings(mysql.settings().jdbcUrl(), "root", "wrong-password", 1))) {
      assertThatThrownBy(() -> ledger.projects().open())
          .isInstanceOfSatisfying(
              LedgerUnavailable.class, e -> assertThat(e.why()).isEqualTo(Cause.ACCESS_DENIED))
          .hasMessageNotContaining("wrong-password");
    }
  }

  @Test
  void aServerThatWasNeverThereDoesNotKeepAProcessFromStarting() {
    var settings = new DatabaseSettings("jdbc:mysql://127.0.0.1:1/ledger", "root", "", 1);
    try (var ledger = Ledger.open(settings)) {
      assertUnavailable(() -> ledger.projects().open(), Cause.UNREACHABLE);
    }
    assertThat(settings.toString()).doesNotContain("127.0.0.1");
  }

  private static void assertUnavailable(ThrowingCallable work, Cause why) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(LedgerUnavailable.class, e -> assertThat(e.why()).isEqualTo(why));
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = mysql.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
