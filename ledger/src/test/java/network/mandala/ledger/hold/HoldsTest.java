package network.mandala.ledger.hold;

import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.mandala.ledger.journal.KeyReused;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldsTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Holds holds;
  private String project;

  @BeforeEach
  void projectWithAHundred() {
    holds = mysql.ledger().holds();
    project = registered(mysql.ledger(), "holds");
    mysql.ledger().journal().credit(project, sat(100), key("paid"), "paid", "tenant");
  }

  @Test
  void heldMoneyCannotBeSpentTwice() {
    holds.reserve(project, sat(70), key("job"), NOON);

    assertThatThrownBy(() -> holds.reserve(project, sat(31), key("other"), NOON))
        .isInstanceOf(InsufficientFunds.class)
        .hasMessageContaining("top up at least 1 sat");
    assertFunds(30, 70);
  }

  @Test
  void aHoldIsMadeOncePerKey() {
    var first = holds.reserve(project, sat(70), key("job"), NOON);
    var again = holds.reserve(project, sat(70), key("job"), NOON.plusSeconds(1));

    assertThat(again).isEqualTo(first);
    assertFunds(30, 70);
    assertThatThrownBy(() -> holds.reserve(project, sat(71), key("job"), NOON))
        .isInstanceOf(KeyReused.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 99", "69, 31", "70, 30"})
  void whatIsCapturedIsSpentAndTheRestGoesBack(long actual, long left) {
    var hold = holds.reserve(project, sat(70), key("job"), NOON);

    var captured = holds.capture(hold.id(), sat(actual), "done", "gateway");
    var again = holds.capture(hold.id(), sat(actual), "done again", "gateway");

    assertThat(captured.state()).isEqualTo(HoldState.CAPTURED);
    assertThat(captured.captured()).isEqualTo(sat(actual));
    assertThat(again).isEqualTo(captured);
    assertFunds(left, 0);
  }

  @Test
  void noMoreIsCapturedThanWasHeld() {
    var hold = holds.reserve(project, sat(70), key("job"), NOON);

    assertThatThrownBy(() -> holds.capture(hold.id(), sat(71), "done", "gateway"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> holds.capture(hold.id(), sat(-1), "done", "gateway"))
        .isInstanceOf(IllegalArgumentException.class);
    assertFunds(30, 70);
  }

  @Test
  void whatIsReleasedGoesBackOnce() {
    var hold = holds.reserve(project, sat(70), key("job"), NOON);

    assertThat(holds.release(hold.id()).state()).isEqualTo(HoldState.RELEASED);
    assertThat(holds.release(hold.id()).state()).isEqualTo(HoldState.RELEASED);
    assertFunds(100, 0);
    assertThatThrownBy(() -> holds.capture(hold.id(), sat(1), "late", "gateway"))
        .isInstanceOf(HoldSettled.class)
        .hasMessageContaining("it was released");
    assertFunds(100, 0);
  }

  @Test
  void whatIsCapturedIsNeitherReleasedNorCapturedOtherwise() {
    var hold = holds.reserve(project, sat(70), key("job"), NOON);
    holds.capture(hold.id(), sat(10), "done", "gateway");

    assertThatThrownBy(() -> holds.release(hold.id())).isInstanceOf(HoldSettled.class);
    assertThatThrownBy(() -> holds.capture(hold.id(), sat(11), "more", "gateway"))
        .isInstanceOf(HoldSettled.class);
    assertFunds(90, 0);
  }

  @Test
  void whatExpiresGoesBackByItself() {
    var early = holds.reserve(project, sat(10), key("early"), NOON);
    var late = holds.reserve(project, sat(20), key("late"), NOON.plusSeconds(10));

    holds.expire(NOON.plusSeconds(9));

    assertThat(holds.byId(early.id()).orElseThrow().state()).isEqualTo(HoldState.EXPIRED);
    assertThat(holds.byId(late.id()).orElseThrow().state()).isEqualTo(HoldState.OPEN);
    assertFunds(80, 20);
    assertThat(holds.release(early.id()).state()).isEqualTo(HoldState.EXPIRED);
    assertThat(holds.expire(NOON.plusSeconds(9))).isZero();
    assertThat(holds.expire(NOON.plusSeconds(10))).isEqualTo(1);
    assertFunds(100, 0);
  }

  @Test
  void aDebtHoldsNothing() {
    mysql.ledger().journal().adjust(project, sat(-200), key("taken"), "fee", "provider");

    assertThatThrownBy(() -> holds.reserve(project, sat(1), key("job"), NOON))
        .isInstanceOf(InsufficientFunds.class)
        .satisfies(e -> assertThat(((InsufficientFunds) e).missing()).isEqualTo(sat(101)));
    assertThatThrownBy(() -> holds.reserve(project, Satoshis.ZERO, key("none"), NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertFunds(long balance, long held) {
    var funds = mysql.ledger().accounts().funds(project);
    assertThat(funds.balance()).isEqualTo(sat(balance));
    assertThat(funds.held()).isEqualTo(sat(held));
    assertThat(mysql.ledger().audit().run().findings())
        .filteredOn(finding -> finding.projectId().equals(project))
        .isEmpty();
  }

  private String key(String name) {
    return project + ":" + name;
  }
}
