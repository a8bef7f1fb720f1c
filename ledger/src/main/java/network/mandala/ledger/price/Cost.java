package network.mandala.ledger.price;

import java.math.BigInteger;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.Meter;

/**
 * What usage costs, exactly: whole millisatoshis, and what is left for the next time.
 *
 * @param amount whole millisatoshis
 * @param carry what is left, in millisatoshis divided by the {@link Meter#divisor()}: 0 to before
 *     it
 */
public record Cost(Millisatoshis amount, long carry) {
  /**
   * {@code quantity x price + carry}, divided by the meter's divisor.
   *
   * @param quantity in quanta of the meter, not negative
   * @param price per price unit, not negative
   * @param carry what the last computation left; 0 for the first
   * @throws AmountOutOfRange if it is more than a ledger can hold
   */
  public static Cost of(Meter meter, long quantity, Millisatoshis price, long carry) {
    if (quantity < 0 || price.isNegative() || carry < 0 || carry >= meter.divisor()) {
      throw new IllegalArgumentException(
          "no cost of "
              + quantity
              + " "
              + meter.quanta()
              + " at "
              + price
              + " with a carry of "
              + carry
              + ": none may be negative, and the carry is less than "
              + meter.divisor());
    }
    if (Math.multiplyHigh(quantity, price.value()) == 0) {
      long product = quantity * price.value();
      long numerator = product + carry;
      if (product >= 0 && numerator >= 0) {
        return new Cost(Millisatoshis.of(numerator / meter.divisor()), numerator % meter.divisor());
      }
    }
    var parts =
        BigInteger.valueOf(quantity)
            .multiply(BigInteger.valueOf(price.value()))
            .add(BigInteger.valueOf(carry))
            .divideAndRemainder(BigInteger.valueOf(meter.divisor()));
    if (parts[0].bitLength() > 63) {
      throw new AmountOutOfRange(quantity + " " + meter.quanta() + " at " + price);
    }
    return new Cost(Millisatoshis.of(parts[0].longValue()), parts[1].longValue());
  }
}
