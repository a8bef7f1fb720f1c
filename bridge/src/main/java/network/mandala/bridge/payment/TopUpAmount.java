package network.mandala.bridge.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** How much somebody wants to pay: a whole number that every client can write exactly. */
final class TopUpAmount {
  /** The largest integer that JavaScript holds exactly. */
  private static final BigDecimal MOST_SAFE = BigDecimal.valueOf((1L << 53) - 1);

  private TopUpAmount() {}

  /** Empty if it is no number, not whole, less than 1 or too large to be exact. */
  static OptionalLong parse(JsonNode amount) {
    if (!amount.isNumber()) {
      return OptionalLong.empty();
    }
    var number = amount.decimalValue();
    // Compared before anything is expanded: 1e999999999 is a number, too.
    if (number.compareTo(BigDecimal.ONE) < 0
        || number.compareTo(MOST_SAFE) > 0
        || number.stripTrailingZeros().scale() > 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.longValueExact());
  }
}
