package network.mandala.ledger.receipt;

import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.Cost;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;

/**
 * What one item cost in a window: {@code (quantity x price + carryBefore) / divisor}.
 *
 * @param item what
 * @param quantity in quanta of its meter
 * @param price millisatoshis per price unit
 * @param priceVersion which price list said so
 * @param carryBefore what the item's last charge in this project left, in millisatoshis divided by
 *     the meter's divisor
 * @param amount whole millisatoshis
 * @param carryAfter what is left for the next
 * @param evidence where the quantity comes from; empty if nobody said
 */
public record ReceiptLine(
    MeterItem item,
    long quantity,
    Millisatoshis price,
    long priceVersion,
    long carryBefore,
    Millisatoshis amount,
    long carryAfter,
    String evidence) {
  /**
   * Computes it.
   *
   * @throws AmountOutOfRange if it is more than a ledger can hold
   */
  public static ReceiptLine of(
      Reading reading, Millisatoshis price, long priceVersion, long carryBefore) {
    var cost = Cost.of(reading.item().meter(), reading.quantity(), price, carryBefore);
    return new ReceiptLine(
        reading.item(),
        reading.quantity(),
        price,
        priceVersion,
        carryBefore,
        cost.amount(),
        cost.carry(),
        reading.evidence());
  }
}
