package network.mandala.ledger.account;

import static network.mandala.ledger.account.Purpose.NODE_WALLET;
import static network.mandala.ledger.account.Purpose.TENANT_FUNDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Satoshis;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void whatMovesIsTakenFromOneAndGivenToAnother() {
    var lines = Amounts.move(Satoshis.of(5), NODE_WALLET, TENANT_FUNDS);

    assertThat(lines.of(TENANT_FUNDS)).isEqualTo(Satoshis.of(5));
    assertThat(lines.of(NODE_WALLET)).isEqualTo(Satoshis.of(-5));
    assertThat(lines.plus(lines.negated())).isEqualTo(Amounts.ZERO);
  }

  @Test
  void linesThatDoNotSumToZeroAreRefused() {
    assertThatThrownBy(() -> new Amounts(1, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAccountHoldsNoMoreThanItsLimit() {
    var most = Amounts.move(Satoshis.of(Amounts.LIMIT), NODE_WALLET, TENANT_FUNDS);

    assertThatThrownBy(() -> most.plus(Amounts.move(Satoshis.of(1), NODE_WALLET, TENANT_FUNDS)))
        .isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(() -> Amounts.move(Satoshis.of(Long.MAX_VALUE), NODE_WALLET, TENANT_FUNDS))
        .isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(() -> Amounts.move(Satoshis.of(Long.MIN_VALUE), NODE_WALLET, TENANT_FUNDS))
        .isInstanceOf(AmountOutOfRange.class);
  }
}
