package network.mandala.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @Test
  void sumsThatLeaveALongFail() {
    var most = Satoshis.of(Long.MAX_VALUE);
    var least = Satoshis.of(Long.MIN_VALUE);

    assertThatThrownBy(() -> most.plus(Satoshis.of(1))).isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(() -> least.minus(Satoshis.of(1))).isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(least::negated).isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(most::toMillisatoshis).isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(() -> Millisatoshis.of(Long.MAX_VALUE).plus(Millisatoshis.of(1)))
        .isInstanceOf(AmountOutOfRange.class)
        .hasMessageContaining("9223372036854775807 msat + 1");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "999, 0, 999",
    "1000, 1, 0",
    "1999, 1, 999",
    "-1, -1, 999",
    "-1000, -1, 0"
  })
  void millisatoshisAreWholeSatoshisAndARemainder(long msat, long satoshis, long remainder) {
    var amount = Millisatoshis.of(msat);

    assertThat(amount.wholeSatoshis()).isEqualTo(Satoshis.of(satoshis));
    assertThat(amount.remainder()).isEqualTo(Millisatoshis.of(remainder));
  }
}
