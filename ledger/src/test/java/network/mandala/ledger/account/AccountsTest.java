package network.mandala.ledger.account;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.project.UnknownProject;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  /** Half a core for five minutes: 500 sat at the older node's price. */
  private static final long HALF_A_CORE = 150_000_000;

  @Test
  void theBurnIsWhatTheLastHourCostPerHour() {
    var project = registered(mysql.ledger(), "burn");
    mysql.ledger().journal().credit(project, sat(13_000), "burn-paid", "paid", "tenant");
    mysql.ledger().prices().publish(PRICES, Instant.EPOCH, "the older node's");
    charge(project, 0, HALF_A_CORE);
    charge(project, 1, HALF_A_CORE);

    var funds = accountsAt(window(2).start()).funds(project);

    assertThat(funds.balance()).isEqualTo(sat(12_000));
    assertThat(funds.burnPerHour()).contains(sat(6_000));
    assertThat(funds.runway()).contains(Duration.ofHours(2));
    assertThat(accountsAt(NOON.plus(Duration.ofHours(2))).funds(project).burnPerHour()).isEmpty();
    assertThat(accountsAt(window(2).start()).changedSince(funds.changedAt())).contains(funds);
    assertThat(accountsAt(NOON).changedSince(funds.changedAt().plusNanos(1000)))
        .extracting(Funds::projectId)
        .doesNotContain(project);
  }

  @Test
  void whoWasNeverChargedBurnsNothing() {
    var project = registered(mysql.ledger(), "idle");

    var funds = mysql.ledger().accounts().funds(project);

    assertThat(funds.burnPerHour()).isEmpty();
    assertThat(funds.runway()).isEmpty();
    assertThatThrownBy(() -> mysql.ledger().accounts().balance("nobody"))
        .isInstanceOf(UnknownProject.class);
    assertThatThrownBy(() -> mysql.ledger().accounts().funds("nobody"))
        .isInstanceOf(UnknownProject.class);
  }

  @ParameterizedTest
  @CsvSource({"100, 10, PT10H", "0, 10, PT0S", "-5, 10, PT0S", "1, 3600, PT1S", "15, 10, PT1H30M"})
  void theRunwayIsBalanceByBurn(long balance, long burn, Duration runway) {
    assertThat(new Funds("p", sat(balance), sat(0), Optional.of(sat(burn)), NOON).runway())
        .contains(runway);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/St_Johns", "Pacific/Kiritimati", "Europe/Berlin"})
  void timesAreUtcWhereverTheProcessRuns(String zone) {
    var before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      // An hour that Berlin does not have.
      var spring = Instant.parse("2026-03-29T01:30:00Z");
      var project = registered(mysql.ledger(), "zone");
      var hold = hold(project, spring);
      assertThat(mysql.ledger().holds().byId(hold).orElseThrow().expiresAt()).isEqualTo(spring);
      var entry =
          mysql.ledger().journal().credit(project, sat(1), "zone-" + zone, "paid", "tenant");
      assertThat(entry.at())
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static long hold(String project, Instant expiresAt) {
    mysql.ledger().journal().credit(project, sat(1), "for-hold-" + project, "paid", "tenant");
    return mysql.ledger().holds().reserve(project, sat(1), "hold-" + project, expiresAt).id();
  }

  private static void charge(String project, int n, long quantity) {
    mysql
        .ledger()
        .debits(NODE_KEY)
        .charge(List.of(new DebitWindow(project, window(n), List.of(Reading.of(CPU, quantity)))));
  }

  private static Accounts accountsAt(Instant now) {
    return Ledger.on(mysql.ledger().database(), Clock.fixed(now, ZoneOffset.UTC)).accounts();
  }
}
