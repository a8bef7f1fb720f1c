package network.mandala.bridge.session;

import java.time.Instant;

/** Remembers which requests were answered, for all replicas. */
public interface ReplayCache {
  /**
   * Whether this request comes for the first time. Of any number of calls with the same name, on
   * any replicas, one is told yes.
   *
   * @param request 32 bytes that name it
   * @param until when it could not be repeated anyway
   * @throws network.mandala.ledger.database.LedgerUnavailable if that is not known now
   */
  boolean isFirst(byte[] request, Instant until);
}
