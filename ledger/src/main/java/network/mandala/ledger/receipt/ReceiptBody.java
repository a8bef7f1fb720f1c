package network.mandala.ledger.receipt;

import java.time.Instant;
import java.util.List;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.usage.Window;

/**
 * What a receipt states. Its signed form is canonical JSON in which every integer is a string, as a
 * number in JSON is a double.
 *
 * @param projectId whose
 * @param sequence 1 for the project's first receipt, then one more each time
 * @param previousHash of the receipt before; 64 zeros for the first
 * @param window when
 * @param issuedAt when it was charged, whole milliseconds
 * @param lines what, in the order of meters and items
 * @param amount the sum of the lines
 * @param carryBefore millisatoshis that earlier receipts did not post: 0 to 999
 * @param satoshis what was posted: whole satoshis of amount + carryBefore
 * @param carryAfter what is left for the next receipt: 0 to 999
 * @param balanceAfter what the tenant could spend afterwards
 */
public record ReceiptBody(
    String projectId,
    long sequence,
    String previousHash,
    Window window,
    Instant issuedAt,
    List<ReceiptLine> lines,
    Millisatoshis amount,
    Millisatoshis carryBefore,
    Satoshis satoshis,
    Millisatoshis carryAfter,
    Satoshis balanceAfter) {
  /** What stands for the hash of the receipt before the first. */
  public static final String NO_HASH = "0".repeat(64);

  public ReceiptBody {
    lines = List.copyOf(lines);
  }

  /** The canonical JSON that is hashed and signed. */
  public String json() {
    return ReceiptJson.body(this);
  }
}
