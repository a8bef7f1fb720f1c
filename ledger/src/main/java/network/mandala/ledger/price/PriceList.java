package network.mandala.ledger.price;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;

/**
 * What each thing costs from a time on.
 *
 * @param version 1, 2, 3 and so on
 * @param effectiveFrom windows that start at this time or later, until the next list, cost this
 * @param prices millisatoshis per price unit of the meter, not negative; zero is free
 */
public record PriceList(long version, Instant effectiveFrom, Map<MeterItem, Millisatoshis> prices) {
  public PriceList {
    prices.forEach(
        (item, price) -> {
          if (price.isNegative()) {
            throw new IllegalArgumentException(
                "the price of " + item + " is negative: " + price + ". Zero is free");
          }
        });
    prices = Collections.unmodifiableMap(new TreeMap<>(prices));
  }

  /**
   * The price of the item, or else of all items of its meter. Empty: it is not priced, and so it is
   * free.
   */
  public Optional<Millisatoshis> priceOf(MeterItem item) {
    var own = prices.get(item);
    return Optional.ofNullable(own != null ? own : prices.get(MeterItem.of(item.meter())));
  }
}
