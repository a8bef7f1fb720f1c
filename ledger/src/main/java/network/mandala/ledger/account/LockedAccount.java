package network.mandala.ledger.account;

import network.mandala.ledger.money.Millisatoshis;

/**
 * The one row that all money of a project changes with, locked until the transaction ends.
 *
 * @param projectId whose
 * @param balances as they are
 * @param carry millisatoshis that receipts charged and nothing posted yet: 0 to 999
 * @param receiptSequence of the newest receipt; 0 before the first
 * @param receiptHash of the newest receipt
 */
public record LockedAccount(
    String projectId,
    Amounts balances,
    Millisatoshis carry,
    long receiptSequence,
    String receiptHash) {
  /** With these lines posted. */
  public LockedAccount posted(Amounts lines) {
    return new LockedAccount(projectId, balances.plus(lines), carry, receiptSequence, receiptHash);
  }

  /** With one more receipt. */
  public LockedAccount receipted(Millisatoshis newCarry, String hash) {
    return new LockedAccount(projectId, balances, newCarry, receiptSequence + 1, hash);
  }
}
