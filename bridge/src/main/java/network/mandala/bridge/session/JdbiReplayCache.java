package network.mandala.bridge.session;

import java.time.Instant;
import java.time.ZoneOffset;
import network.mandala.ledger.database.LedgerDatabase;

/**
 * In the ledger's database, in the order in which they expire: new rows come beside each other, and
 * old ones go from one end.
 */
public final class JdbiReplayCache implements ReplayCache {
  private static final int AT_ONCE = 10_000;

  private final LedgerDatabase database;

  public JdbiReplayCache(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public boolean isFirst(byte[] request, Instant until) {
    return database.inTransaction(
        tx ->
            tx.createUpdate(
                        """
                        insert ignore into bridge_request (expires_at, request)
                        values (:until, :request)
                        """)
                    .bind("until", until.atOffset(ZoneOffset.UTC).toLocalDateTime())
                    .bind("request", request)
                    .execute()
                == 1);
  }

  /** Forgets all requests of sessions that have expired, some at a time. */
  public void forgetAll(Instant now) {
    for (int left = AT_ONCE; left > 0; ) {
      left = forget(now);
    }
  }

  /**
   * Forgets requests of sessions that have expired.
   *
   * @return how many, at most 10,000: call it again if so many
   */
  public int forget(Instant now) {
    return database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_request where expires_at < :now limit " + AT_ONCE)
                .bind("now", now.atOffset(ZoneOffset.UTC).toLocalDateTime())
                .execute());
  }
}
