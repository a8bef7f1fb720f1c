package network.mandala.bridge.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;

/**
 * In the ledger's database, in the order in which they expire: new rows come beside each other, and
 * old ones go from one end.
 */
public final class JdbiReplayCache implements ReplayCache, ReplayBatches {
  private static final int AT_ONCE = 10_000;
  private static final String INSERT =
      "insert ignore into bridge_request (expires_at, request) values ";

  private final LedgerDatabase database;

  public JdbiReplayCache(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public boolean isFirst(byte[] request, Instant until) {
    return database.inTransaction(
        tx ->
            tx.createUpdate(INSERT + "(:until, :request)")
                    .bind("until", time(until))
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
   * All of them with one statement. It tells how many were new, and not which: if some were not,
   * which hardly ever happens to an honest caller, each is tried for itself.
   */
  @Override
  public List<Boolean> areFirst(List<Request> requests) {
    if (requests.size() > 1 && areAllFirst(requests)) {
      return Collections.nCopies(requests.size(), true);
    }
    return requests.stream().map(request -> isFirst(request.name(), request.until())).toList();
  }

  /** Remembers all of them or none. */
  private boolean areAllFirst(List<Request> requests) {
    return database.inTransaction(
        tx -> {
          var insert =
              tx.createUpdate(
                  INSERT + String.join(", ", Collections.nCopies(requests.size(), "(?, ?)")));
          for (int i = 0; i < requests.size(); i++) {
            insert.bind(2 * i, time(requests.get(i).until()));
            insert.bind(2 * i + 1, requests.get(i).name());
          }
          boolean all = insert.execute() == requests.size();
          if (!all) {
            tx.rollback();
          }
          return all;
        });
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
                .bind("now", time(now))
                .execute());
  }

  private static LocalDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }
}
