package network.mandala.bridge.session;

import java.time.Instant;
import java.util.List;

/** Remembers several requests at once. */
public interface ReplayBatches {
  /**
   * One of them.
   *
   * @param name 32 bytes
   * @param until when it could not be repeated anyway
   */
  record Request(byte[] name, Instant until) {}

  /**
   * Whether each of them comes for the first time, in their order; of two with the same name one at
   * most does.
   *
   * @throws network.mandala.ledger.database.LedgerUnavailable if that is not known now
   */
  List<Boolean> areFirst(List<Request> requests);
}
