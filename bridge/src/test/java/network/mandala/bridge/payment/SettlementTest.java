package network.mandala.bridge.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import network.mandala.bridge.chain.Report;
import network.mandala.bridge.chain.TxId;
import network.mandala.bridge.payment.Settlement.Money;
import network.mandala.crds.project.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from what the network says, as a table. */
class SettlementTest {
  private static final long DAY = 86_400;

  @ParameterizedTest
  @CsvSource({
    // before         report     after      money         again
    "RECEIVED,        seen,      SEEN,      CREDIT,       true",
    "RECEIVED,        mined,     MINED,     CREDIT,       false",
    "RECEIVED,        pending,   BROADCAST, NOTHING,      true",
    "RECEIVED,        unknown,   BROADCAST, NOTHING,      true",
    "RECEIVED,        contested, CONTESTED, NOTHING,      true",
    "RECEIVED,        refused,   REJECTED,  NOTHING,      false",
    "BROADCAST,       seen,      SEEN,      CREDIT,       true",
    "BROADCAST,       mined,     MINED,     CREDIT,       false",
    "BROADCAST,       pending,   BROADCAST, NOTHING,      true",
    "BROADCAST,       contested, CONTESTED, NOTHING,      true",
    "BROADCAST,       refused,   REJECTED,  NOTHING,      false",
    "CONTESTED,       seen,      SEEN,      CREDIT,       true",
    "CONTESTED,       mined,     MINED,     CREDIT,       false",
    "CONTESTED,       pending,   CONTESTED, NOTHING,      true",
    "CONTESTED,       contested, CONTESTED, NOTHING,      true",
    "CONTESTED,       refused,   REJECTED,  NOTHING,      false",
    "SEEN,            seen,      SEEN,      NOTHING,      true",
    "SEEN,            mined,     MINED,     NOTHING,      false",
    "SEEN,            pending,   SEEN,      NOTHING,      true",
    "SEEN,            unknown,   SEEN,      NOTHING,      true",
    "SEEN,            contested, REVERSED,  REVERSE,      true",
    "SEEN,            refused,   REVERSED,  REVERSE,      false",
    "REVERSED,        seen,      REVERSED,  NOTHING,      true",
    "REVERSED,        mined,     MINED,     CREDIT_AGAIN, false",
    "REVERSED,        pending,   REVERSED,  NOTHING,      true",
    "REVERSED,        contested, REVERSED,  NOTHING,      true",
    "REVERSED,        refused,   REVERSED,  NOTHING,      false",
  })
  void follows(PaymentState before, String report, PaymentState after, Money money, boolean again) {
    var next = Settlement.of(payment(before, 60), report(report));

    assertThat(next.state()).isEqualTo(after);
    assertThat(next.money()).isEqualTo(money);
    assertThat(next.lookAgain().isPresent()).isEqualTo(again);
  }

  @ParameterizedTest
  @CsvSource({
    "BROADCAST, pending,   REJECTED, false",
    "CONTESTED, contested, CONTESTED, false",
    "CONTESTED, pending,   REJECTED, false",
    "SEEN,      pending,   SEEN,     true",
    "REVERSED,  pending,   REVERSED, false",
  })
  void nobodyWaitsForever(PaymentState before, String report, PaymentState after, boolean again) {
    var next = Settlement.of(payment(before, 14 * DAY), report(report));

    assertThat(next.state()).isEqualTo(after);
    assertThat(next.money()).isEqualTo(Money.NOTHING);
    assertThat(next.lookAgain().isPresent()).isEqualTo(again);
  }

  /** Whatever the order of reports: at most two credits and one reversal, and they alternate. */
  @Test
  void noOrderOfReportsMovesMoneyTwice() {
    walk(payment(PaymentState.RECEIVED, 60), new EnumMap<>(Money.class), 6);
  }

  private static void walk(Payment payment, Map<Money, Integer> moved, int steps) {
    if (steps == 0) {
      return;
    }
    for (var name : new String[] {"seen", "mined", "pending", "unknown", "contested", "refused"}) {
      var next = Settlement.of(payment, report(name));
      var after = new EnumMap<>(moved.isEmpty() ? new EnumMap<>(Money.class) : moved);
      if (next.money() != Money.NOTHING) {
        after.merge(next.money(), 1, Integer::sum);
        assertThat(after.get(next.money())).as(next.toString()).isEqualTo(1);
        assertThat(next.money() == Money.REVERSE).isEqualTo(payment.funded());
      }
      boolean credited = payment.everCredited() || next.money() == Money.CREDIT;
      boolean funded =
          switch (next.money()) {
            case CREDIT, CREDIT_AGAIN -> true;
            case REVERSE -> false;
            case NOTHING -> payment.funded();
          };
      assertThat(funded)
          .isEqualTo(next.state() == PaymentState.SEEN || next.state() == PaymentState.MINED);
      if (next.lookAgain().isPresent()) {
        walk(payment(next.state(), 60, credited, funded), after, steps - 1);
      }
    }
  }

  private static Report report(String name) {
    return switch (name) {
      case "seen" -> new Report.Seen();
      case "mined" -> new Report.Mined(new byte[0]);
      case "pending" -> new Report.Pending("QUEUED");
      case "unknown" -> new Report.NotKnown();
      case "contested" -> new Report.Contested();
      case "refused" -> new Report.Refused("because");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Payment payment(PaymentState state, long age) {
    return switch (state) {
      case RECEIVED, BROADCAST, CONTESTED, REJECTED -> payment(state, age, false, false);
      case SEEN, MINED, TRUSTED -> payment(state, age, true, true);
      case REVERSED -> payment(state, age, true, false);
    };
  }

  private static Payment payment(
      PaymentState state, long age, boolean everCredited, boolean funded) {
    return new Payment(
        1,
        new TxId("ab".repeat(32)),
        "prefix",
        Network.MAIN,
        "cd".repeat(16),
        1000,
        state,
        "",
        everCredited,
        funded,
        0,
        true,
        0,
        age);
  }
}
