package network.mandala.ledger.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;

/** The price lists: each is kept for ever. */
public interface Prices {
  /**
   * The list in force.
   *
   * @throws NoPriceList before the first
   */
  PriceList at(Instant when);

  /** All, the oldest first. */
  List<PriceList> history();

  /**
   * Adds a list. The same prices as the newest add none, and the newest is returned: any number of
   * processes may publish at their start.
   *
   * @param effectiveFrom not before that of the newest list; windows that were charged already keep
   *     their price
   * @param reason for people
   * @throws IllegalArgumentException for a negative price, no prices, or a time before the newest's
   */
  PriceList publish(Map<MeterItem, Millisatoshis> prices, Instant effectiveFrom, String reason);
}
