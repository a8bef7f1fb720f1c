package network.mandala.operator.agent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Amounts as people write them. */
final class Quantities {

  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final BigDecimal MILLI = BigDecimal.valueOf(1000);
  private static final List<String> UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi");

  private Quantities() {}

  /** {@code 0.25} is 250m, {@code 1073741824} is 1Gi, {@code 4} is 4. */
  static String words(BigDecimal amount) {
    if (amount.stripTrailingZeros().scale() > 0 && amount.compareTo(STEP) < 0) {
      return amount.multiply(MILLI).setScale(0, RoundingMode.CEILING).toPlainString() + "m";
    }
    int unit = 0;
    var rest = amount;
    while (unit < UNITS.size() - 1 && rest.compareTo(STEP) >= 0) {
      rest = rest.divide(STEP);
      unit++;
    }
    var rounded = rest.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.toPlainString() + UNITS.get(unit);
  }
}
