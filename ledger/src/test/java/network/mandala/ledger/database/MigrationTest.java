package network.mandala.ledger.database;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @Test
  void anEmptyDatabaseGetsItsTablesAndASecondRunChangesNothing() {
    try (var ledger = Ledger.open(mysql.another())) {
      ledger.database().migrate();
      var project = registered(ledger, "migration");
      ledger.journal().credit(project, sat(5), "paid", "paid", "tenant");

      ledger.database().migrate();

      assertThat(ledger.accounts().balance(project)).isEqualTo(sat(5));
    }
  }

  /** A provider upgrades: what the first version stored is there, and right, in today's. */
  @Test
  void theTablesOfTheFirstVersionAreBroughtUpToDateWithWhatIsInThem() {
    var settings = mysql.another();
    Flyway.configure()
        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
        .locations("classpath:network/mandala/ledger/migrations")
        .table("ledger_schema_history")
        .target("1")
        .load()
        .migrate();
    try (var ledger = Ledger.open(settings)) {
      var project = registered(ledger, "upgraded");
      ledger.prices().publish(PRICES, Instant.EPOCH, "first");
      ledger.journal().credit(project, sat(5000), "paid", "paid", "tenant");
      ledger.holds().reserve(project, sat(100), "job", NOON);
      var debit = new DebitWindow(project, window(0), List.of(Reading.of(CPU, 150_000_000)));
      ledger.debits(NODE_KEY).charge(List.of(debit));

      ledger.database().migrate();

      assertThat(versions(ledger)).startsWith("1", "2").doesNotHaveDuplicates();
      assertThat(ledger.accounts().balance(project)).isEqualTo(sat(5000 - 100 - 500));
      assertThat(ledger.debits(NODE_KEY).charge(List.of(debit))).isEmpty();
      assertThat(ledger.audit().run().findings()).isEmpty();
    }
  }

  private static List<String> versions(Ledger ledger) {
    return ledger
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select version from ledger_schema_history where success order by"
                            + " installed_rank")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void processesThatStartTogetherMigrateOnce() throws Exception {
    var settings = mysql.another();
    try (var processes = Executors.newFixedThreadPool(4)) {
      var migrations = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 4; i++) {
        migrations.add(
            () -> {
              try (var database = LedgerDatabase.open(settings)) {
                database.migrate();
                return database.isReachable();
              }
            });
      }
      for (var migration : processes.invokeAll(migrations)) {
        assertThat(migration.get()).isTrue();
      }
    }
    try (var database = LedgerDatabase.open(settings)) {
      assertThat(
              database.<Integer, RuntimeException>read(
                  handle ->
                      handle.createQuery("select count(*) from turn").mapTo(Integer.class).one()))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:postgresql://host/ledger", "mysql://host/ledger"})
  void whatIsNoUrlOfMySqlIsRefused(String url) {
    assertThatThrownBy(() -> new DatabaseSettings(url, "user", "password", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:mysql:")
        .hasMessageNotContaining("password");
  }
}
