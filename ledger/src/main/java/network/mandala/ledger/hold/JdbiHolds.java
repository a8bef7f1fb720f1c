package network.mandala.ledger.hold;

import static network.mandala.ledger.account.Purpose.HOLDS;
import static network.mandala.ledger.account.Purpose.PROVIDER_REVENUE;
import static network.mandala.ledger.account.Purpose.TENANT_FUNDS;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.account.LockedAccount;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.JdbiPostings;
import network.mandala.ledger.journal.KeyReused;
import network.mandala.ledger.journal.Posting;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Holds} in MySQL. */
public final class JdbiHolds implements Holds {
  private static final String ACTOR = "mandala";
  private static final int EXPIRE_AT_ONCE = 500;
  private static final String SELECT =
      "select id, project_id, amount, idempotency_key, state, captured, expires_at from hold";

  private final LedgerDatabase database;

  public JdbiHolds(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public Hold reserve(String projectId, Satoshis amount, String key, Instant expiresAt) {
    if (amount.compareTo(Satoshis.ZERO) <= 0) {
      throw new IllegalArgumentException("a hold is more than zero, was " + amount);
    }
    var posting =
        new Posting(
            "hold:" + key,
            EntryKind.HOLD,
            projectId,
            Amounts.move(amount, TENANT_FUNDS, HOLDS),
            "set aside",
            ACTOR);
    return database.inTransaction(
        tx -> {
          var account = JdbiAccountRows.lock(tx, projectId);
          var earlier =
              tx.createQuery(SELECT + " where idempotency_key = :key")
                  .bind("key", key)
                  .map(JdbiHolds::hold)
                  .findOne();
          if (earlier.isPresent()) {
            return same(earlier.get(), projectId, amount);
          }
          var balance = account.balances().of(TENANT_FUNDS);
          if (balance.compareTo(amount) < 0) {
            throw new InsufficientFunds(projectId, amount, balance);
          }
          long id =
              tx.createUpdate(
                      "insert into hold (project_id, idempotency_key, amount, state, expires_at,"
                          + " reserved_at) values (:project, :key, :amount, 'OPEN', :expiresAt,"
                          + " utc_timestamp(6))")
                  .bind("project", projectId)
                  .bind("key", key)
                  .bind("amount", amount.value())
                  .bind("expiresAt", expiresAt)
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          JdbiPostings.post(tx, account, posting);
          return get(tx, id);
        });
  }

  @Override
  public Hold capture(long holdId, Satoshis actual, String reason, String actor) {
    return database.inTransaction(tx -> captureIn(tx, holdId, actual, reason, actor));
  }

  /**
   * As {@link #capture}, in a transaction that writes other things too: all of it happens, or
   * nothing.
   */
  public static Hold captureIn(
      Handle tx, long holdId, Satoshis actual, String reason, String actor) {
    if (actual.isNegative()) {
      throw new IllegalArgumentException("a negative amount cannot be spent: " + actual);
    }
    var account = lockAccountOf(tx, holdId);
    var hold = get(tx, holdId);
    if (hold.state() == HoldState.CAPTURED && hold.captured().equals(actual)) {
      return hold;
    }
    if (hold.state() != HoldState.OPEN) {
      throw new HoldSettled(hold, "spent with " + actual);
    }
    if (actual.compareTo(hold.amount()) > 0) {
      throw new IllegalArgumentException(
          actual + " cannot be spent from hold " + holdId + ", which has " + hold.amount());
    }
    var lines =
        Amounts.move(actual, HOLDS, PROVIDER_REVENUE)
            .plus(Amounts.move(hold.amount().minus(actual), HOLDS, TENANT_FUNDS));
    settle(tx, hold, HoldState.CAPTURED, actual);
    JdbiPostings.post(
        tx,
        account,
        new Posting(
            "capture:" + holdId, EntryKind.CAPTURE, hold.projectId(), lines, reason, actor));
    return get(tx, holdId);
  }

  @Override
  public Hold release(long holdId) {
    return database.inTransaction(
        tx -> {
          var account = lockAccountOf(tx, holdId);
          var hold = get(tx, holdId);
          return switch (hold.state()) {
            case RELEASED, EXPIRED -> hold;
            case CAPTURED -> throw new HoldSettled(hold, "released");
            case OPEN -> giveBack(tx, account, hold, HoldState.RELEASED, "not needed");
          };
        });
  }

  @Override
  public int expire(Instant now) {
    int expired = 0;
    var due = due(now);
    while (!due.isEmpty()) {
      for (long holdId : due) {
        expired += expire(holdId) ? 1 : 0;
      }
      due = due(now);
    }
    return expired;
  }

  @Override
  public Optional<Hold> byId(long holdId) {
    return database.read(handle -> find(handle, holdId));
  }

  private List<Long> due(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id from hold where state = 'OPEN' and expires_at <= :now order by"
                        + " expires_at limit :limit")
                .bind("now", now)
                .bind("limit", EXPIRE_AT_ONCE)
                .mapTo(Long.class)
                .list());
  }

  private boolean expire(long holdId) {
    return database.inTransaction(
        tx -> {
          var account = lockAccountOf(tx, holdId);
          var hold = get(tx, holdId);
          if (hold.state() != HoldState.OPEN) {
            return false;
          }
          giveBack(tx, account, hold, HoldState.EXPIRED, "its time was over");
          return true;
        });
  }

  private static Hold giveBack(
      Handle tx, LockedAccount account, Hold hold, HoldState state, String reason) {
    settle(tx, hold, state, Satoshis.ZERO);
    JdbiPostings.post(
        tx,
        account,
        new Posting(
            "release:" + hold.id(),
            EntryKind.RELEASE,
            hold.projectId(),
            Amounts.move(hold.amount(), HOLDS, TENANT_FUNDS),
            reason,
            ACTOR));
    return get(tx, hold.id());
  }

  private static void settle(Handle tx, Hold hold, HoldState state, Satoshis captured) {
    tx.createUpdate(
            "update hold set state = :state, captured = :captured, settled_at = utc_timestamp(6)"
                + " where id = :id")
        .bind("state", state.name())
        .bind("captured", captured.value())
        .bind("id", hold.id())
        .execute();
  }

  /** The project of a hold never changes, so its row need not be locked to find the account. */
  private static LockedAccount lockAccountOf(Handle tx, long holdId) {
    return JdbiAccountRows.lock(tx, get(tx, holdId).projectId());
  }

  private static Hold same(Hold earlier, String projectId, Satoshis amount) {
    if (!earlier.projectId().equals(projectId) || !earlier.amount().equals(amount)) {
      throw new KeyReused(
          earlier.key(),
          "a hold of " + earlier.amount() + " for project " + earlier.projectId(),
          "a hold of " + amount + " for project " + projectId);
    }
    return earlier;
  }

  private static Hold get(Handle tx, long holdId) {
    return find(tx, holdId)
        .orElseThrow(() -> new IllegalArgumentException("there is no hold " + holdId));
  }

  private static Optional<Hold> find(Handle tx, long holdId) {
    return tx.createQuery(SELECT + " where id = :id")
        .bind("id", holdId)
        .map(JdbiHolds::hold)
        .findOne();
  }

  private static Hold hold(ResultSet row, StatementContext context) throws SQLException {
    return new Hold(
        row.getLong("id"),
        row.getString("project_id"),
        Satoshis.of(row.getLong("amount")),
        row.getString("idempotency_key"),
        HoldState.valueOf(row.getString("state")),
        Satoshis.of(row.getLong("captured")),
        row.getTimestamp("expires_at").toInstant());
  }
}
