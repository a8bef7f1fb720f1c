package network.mandala.ledger.receipt;

import java.util.List;
import java.util.Optional;

/** The receipts that were issued. */
public interface Receipts {
  /**
   * A page of a project's receipts in their order.
   *
   * @param fromSequence the first wanted; 1 is the first there is
   * @param limit at most so many
   */
  List<Receipt> of(String projectId, long fromSequence, int limit);

  /** The newest of a project. */
  Optional<Receipt> latest(String projectId);
}
