package network.mandala.ledger.debit;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.MEMORY;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.testing.Crash;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever moves money dies at each of its statements in turn, and is done again. */
class CrashAtEveryStatementTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final int MOST_STATEMENTS = 60;

  @ParameterizedTest
  @EnumSource
  void usageIsChargedOnce(Crash.How how) {
    mysql.ledger().prices().publish(PRICES, Instant.EPOCH, "crash");
    crashing(
        how,
        project ->
            mysql
                .ledger()
                .debits(NODE_KEY)
                .charge(
                    List.of(
                        new DebitWindow(
                            project,
                            window(0),
                            List.of(Reading.of(CPU, 150_000_000), Reading.of(MEMORY, 1L << 40))),
                        new DebitWindow(
                            project, window(1), List.of(Reading.of(CPU, 150_000_000))))),
        1_000_000 - 500 - 1706 - 500);
  }

  @ParameterizedTest
  @EnumSource
  void aPaymentIsCreditedOnce(Crash.How how) {
    crashing(
        how,
        project ->
            mysql.ledger().journal().credit(project, sat(7), "crash:" + project, "paid", "tenant"),
        1_000_007);
  }

  @ParameterizedTest
  @EnumSource
  void aHoldIsMadeAndSpentOnce(Crash.How how) {
    crashing(
        how,
        project -> {
          var holds = mysql.ledger().holds();
          var hold = holds.reserve(project, sat(100), "crash:" + project, NOON);
          holds.capture(hold.id(), sat(30), "done", "gateway");
        },
        1_000_000 - 30);
  }

  /** The work is idempotent: it is done again until it succeeds, and then once more. */
  private static void crashing(Crash.How how, Consumer<String> work, long expected) {
    var ledger = mysql.ledger();
    var crash = Crash.in(ledger.database(), mysql.settings());
    int statement = 1;
    boolean crashed = true;
    for (; crashed; statement++) {
      var project = projectWithAMillion(ledger);
      crash.at(statement, how);
      crashed = fails(work, project, crash);
      work.accept(project);
      work.accept(project);
      assertThat(ledger.accounts().balance(project))
          .as("after a crash at statement %d", statement)
          .isEqualTo(sat(expected));
      assertThat(statement).isLessThan(MOST_STATEMENTS);
    }
    assertThat(ledger.audit().run().findings()).isEmpty();
    assertThat(statement).as("statements that were tried").isGreaterThan(3);
  }

  private static boolean fails(Consumer<String> work, String project, Crash crash) {
    try {
      work.accept(project);
      crash.disarm();
      return false;
    } catch (Crash.Injected | LedgerUnavailable e) {
      assertThat(crash.disarm()).isTrue();
      return true;
    }
  }

  private static String projectWithAMillion(Ledger ledger) {
    var project = registered(ledger, "crash");
    ledger.journal().credit(project, sat(1_000_000), "paid:" + project, "paid", "tenant");
    return project;
  }
}
