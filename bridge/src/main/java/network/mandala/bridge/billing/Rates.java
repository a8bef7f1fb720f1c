package network.mandala.bridge.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.Meter;

/** Prices as the older nodes say them: satoshis for what is used in five minutes. Pure. */
public final class Rates {
  private static final int WINDOWS_PER_HOUR = 12;
  private static final int DECIMALS = 6;

  private Rates() {}

  /**
   * In satoshis, exact as far as it has decimals. Traffic is priced by its amount, whenever it
   * flows.
   */
  public static BigDecimal perFiveMinutes(Meter meter, Millisatoshis price) {
    var satoshis = BigDecimal.valueOf(price.value(), 3);
    return meter == Meter.NETWORK
        ? satoshis
        : satoshis.divide(BigDecimal.valueOf(WINDOWS_PER_HOUR), DECIMALS, RoundingMode.HALF_UP);
  }

  /** Without zeros at the end, and never as 1E+3. */
  public static BigDecimal plain(BigDecimal number) {
    var shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
