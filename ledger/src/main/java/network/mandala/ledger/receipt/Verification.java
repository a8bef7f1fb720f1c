package network.mandala.ledger.receipt;

import java.util.List;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;

/**
 * What became of checking a chain of receipts.
 *
 * @param receipts how many were checked
 * @param firstSequence of the first; 0 without receipts. More than 1: what was before is unknown,
 *     so its hash and carries were taken as they are
 * @param lastSequence of the last; 0 without receipts
 * @param charged the millisatoshis of all lines
 * @param posted the satoshis of all receipts
 * @param problems all that is wrong; empty: every receipt is as the node signed it
 */
public record Verification(
    long receipts,
    long firstSequence,
    long lastSequence,
    Millisatoshis charged,
    Satoshis posted,
    List<Problem> problems) {
  public Verification {
    problems = List.copyOf(problems);
  }

  public boolean ok() {
    return problems.isEmpty();
  }

  /**
   * Something wrong.
   *
   * @param sequence the receipt's
   * @param message what, for people
   */
  public record Problem(long sequence, String message) {
    @Override
    public String toString() {
      return "receipt " + sequence + ": " + message;
    }
  }
}
