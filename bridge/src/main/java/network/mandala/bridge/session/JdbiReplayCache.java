package network.mandala.bridge.session;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * In the ledger's database, in the order in which they expire: new rows come beside each other, and
 * old ones go from one end.
 */
public final class JdbiReplayCache implements ReplayCache, ReplayBatches {
  private static final int AT_ONCE = 10_000;
  private static final int DUPLICATE = 1062;
  private static final String COLUMNS = " into bridge_request (expires_at, request) values (?, ?)";

  private final LedgerDatabase database;

  public JdbiReplayCache(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public boolean isFirst(byte[] request, Instant until) {
    return database.inOneStatement(
        handle ->
            handle
                    .createUpdate("insert ignore" + COLUMNS)
                    .bind(0, time(until))
                    .bind(1, request)
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
   * All of them with one statement. It does not tell which were not new: if some were not, which
   * hardly ever happens to an honest caller, it remembers none, and each is tried for itself.
   */
  @Override
  public List<Boolean> areFirst(List<Request> requests) {
    if (requests.size() > 1 && areAllFirst(requests)) {
      return Collections.nCopies(requests.size(), true);
    }
    return requests.stream().map(request -> isFirst(request.name(), request.until())).toList();
  }

  /**
   * Remembers all of them or none. By the driver alone: it is done hundreds of times in a second,
   * with hundreds of values.
   */
  private boolean areAllFirst(List<Request> requests) {
    var sql = "insert" + COLUMNS + ", (?, ?)".repeat(requests.size() - 1);
    return database.inOneStatement(
        handle -> {
          try (var insert = handle.getConnection().prepareStatement(sql)) {
            int i = 1;
            for (var request : requests) {
              insert.setObject(i++, time(request.until()));
              insert.setBytes(i++, request.name());
            }
            insert.executeUpdate();
            return true;
          } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE) {
              return false;
            }
            throw new UnableToExecuteStatementException("not remembered", e, null);
          }
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
