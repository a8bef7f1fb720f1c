package network.mandala.gateway.metering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.price.Prices;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;

/** The ledger's prices of models; a list is believed for some seconds. */
public final class PriceBook {
  private static final Duration BELIEVED = Duration.ofSeconds(5);

  private final Prices prices;
  private final Clock clock;
  private volatile Known known;

  /**
   * @param list null if there is none: nothing costs anything then
   */
  private record Known(PriceList list, Instant until) {}

  public PriceBook(Prices prices, Clock clock) {
    this.prices = prices;
    this.clock = clock;
  }

  /** Models that are not named cost nothing. */
  public Rates of(String model) {
    var list = list();
    if (list == null) {
      return Rates.FREE;
    }
    try {
      return new Rates(
          price(list, MeterItem.of(Meter.TOKENS_IN, model)),
          price(list, MeterItem.of(Meter.TOKENS_OUT, model)));
    } catch (IllegalArgumentException e) {
      // No item of a price list can be called so.
      return new Rates(
          price(list, MeterItem.of(Meter.TOKENS_IN)), price(list, MeterItem.of(Meter.TOKENS_OUT)));
    }
  }

  private static long price(PriceList list, MeterItem item) {
    return list.priceOf(item).orElse(Millisatoshis.ZERO).value();
  }

  private PriceList list() {
    var now = clock.instant();
    var current = known;
    if (current == null || now.isAfter(current.until())) {
      current = new Known(load(now), now.plus(BELIEVED));
      known = current;
    }
    return current.list();
  }

  private PriceList load(Instant now) {
    try {
      return prices.at(now);
    } catch (NoPriceList e) {
      return null;
    }
  }
}
