package network.mandala.ledger.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The projects that have accounts. */
public interface Projects {
  /**
   * Makes the project known, with empty accounts, or records what changed. The same again changes
   * nothing. One that was closed is open again.
   */
  void register(LedgerProject project);

  /** The project is gone; its accounts, entries and receipts stay. Again changes nothing. */
  void close(String projectId, Instant when);

  /** All that are not closed, by id. */
  List<LedgerProject> open();

  /** The open one with this name; without one, the one closed last. */
  Optional<LedgerProject> byName(String name);

  /** Open or closed. */
  Optional<LedgerProject> byId(String projectId);
}
