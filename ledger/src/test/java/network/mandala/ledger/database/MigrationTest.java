package network.mandala.ledger.database;

import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.testing.MySqlServer;
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
