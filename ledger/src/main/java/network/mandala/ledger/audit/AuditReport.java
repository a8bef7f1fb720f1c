package network.mandala.ledger.audit;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param at when it began
 * @param projects how many were checked
 * @param entries how many of the journal
 * @param receipts how many were verified
 * @param findings all that is wrong; empty: the books are right
 */
public record AuditReport(
    Instant at, long projects, long entries, long receipts, List<Finding> findings) {
  public AuditReport {
    findings = List.copyOf(findings);
  }

  public boolean ok() {
    return findings.isEmpty();
  }

  /**
   * Something wrong.
   *
   * @param check which check found it
   * @param projectId whose books
   * @param message what, for people
   */
  public record Finding(Check check, String projectId, String message) {}

  /** What is checked. */
  public enum Check {
    /** Each balance is the sum of its entries' lines. */
    BALANCES,
    /** The lines of each entry sum to zero. */
    ENTRIES,
    /** The balance after each entry is the one before it plus its amount. */
    RUNNING_BALANCE,
    /** What is held is the sum of open holds. */
    HOLDS,
    /** Every receipt is unchanged, signed, and follows the one before. */
    RECEIPTS,
    /** What receipts charged was posted, but for the carry. */
    CHARGES
  }
}
