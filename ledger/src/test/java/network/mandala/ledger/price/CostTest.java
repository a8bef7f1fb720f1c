package network.mandala.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigInteger;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  @ParameterizedTest
  @CsvSource({
    // half a core for five minutes at the older node's price: 500 sat
    "CPU, 150000000, 12000000, 0, 500000, 0",
    // a GiB for five minutes: 500 sat
    "MEMORY, 322122547200, 6000000, 0, 500000, 0",
    "NETWORK, 1073741824, 200000, 0, 200000, 0",
    "GPU, 300000, 60000000, 0, 5000000, 0",
    "TOKENS_OUT, 1, 1500, 0, 1, 500",
    "TOKENS_OUT, 1, 1500, 500, 2, 0",
    "CPU, 0, 12000000, 3599999999, 0, 3599999999",
    "CPU, 1, 1, 3599999999, 1, 0",
    "CPU, 9223372036854775807, 0, 7, 0, 7",
    "MEMORY, 9223372036854775807, 1000000, 0, 2386092942179, 3290536280064"
  })
  void isWholeMillisatoshisAndACarry(
      Meter meter, long quantity, long price, long carry, long amount, long left) {
    var cost = Cost.of(meter, quantity, Millisatoshis.of(price), carry);

    var numerator =
        BigInteger.valueOf(quantity)
            .multiply(BigInteger.valueOf(price))
            .add(BigInteger.valueOf(carry));
    assertThat(
            BigInteger.valueOf(cost.amount().value())
                .multiply(BigInteger.valueOf(meter.divisor()))
                .add(BigInteger.valueOf(cost.carry())))
        .isEqualTo(numerator);
    if (quantity != Long.MAX_VALUE || price == 0) {
      assertThat(cost).isEqualTo(new Cost(Millisatoshis.of(amount), left));
    }
  }

  @Test
  void manyCostsAreTheCostOfTheSum() {
    qt().withExamples(500)
        .forAll(
            arbitrary().enumValues(Meter.class),
            lists().of(longs().between(0, 1L << 40)).ofSizeBetween(1, 30),
            longs().between(0, 1L << 30))
        .check(
            (meter, quantities, price) -> {
              var sum = BigInteger.ZERO;
              var numerator = BigInteger.ZERO;
              long carry = 0;
              for (long quantity : quantities) {
                var cost = Cost.of(meter, quantity, Millisatoshis.of(price), carry);
                sum = sum.add(BigInteger.valueOf(cost.amount().value()));
                carry = cost.carry();
                numerator =
                    numerator.add(BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(price)));
              }
              var exact = numerator.divideAndRemainder(BigInteger.valueOf(meter.divisor()));
              return exact[0].equals(sum) && exact[1].longValueExact() == carry;
            });
  }

  @Test
  void whatNoLedgerCanHoldIsRefused() {
    assertThatThrownBy(
            () -> Cost.of(Meter.TOKENS_IN, Long.MAX_VALUE, Millisatoshis.of(Long.MAX_VALUE), 0))
        .isInstanceOf(AmountOutOfRange.class)
        .hasMessageContaining("9223372036854775807 tokens");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 0", "1, -1, 0", "1, 1, -1", "1, 1, 1000"})
  void nothingIsNegativeAndACarryIsLessThanTheDivisor(long quantity, long price, long carry) {
    assertThatThrownBy(() -> Cost.of(Meter.TOKENS_IN, quantity, Millisatoshis.of(price), carry))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
