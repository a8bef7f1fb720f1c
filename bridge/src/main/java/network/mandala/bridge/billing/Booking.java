package network.mandala.bridge.billing;

import java.util.Optional;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.receipt.Receipt;

/**
 * An entry of the books, and the receipt that explains it.
 *
 * @param receipt of a charge for usage; null: there is none
 */
public record Booking(Entry entry, Receipt receipt) {

  public Optional<Receipt> findReceipt() {
    return Optional.ofNullable(receipt);
  }

  /** Whether the project had less afterwards. */
  public boolean isDebit() {
    return entry.amount().isNegative();
  }
}
