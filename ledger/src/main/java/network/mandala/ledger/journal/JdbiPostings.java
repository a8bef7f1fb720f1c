package network.mandala.ledger.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.account.LockedAccount;
import network.mandala.ledger.account.Purpose;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Writes entries, for the parts of the ledger that move money. The account is locked already. */
public final class JdbiPostings {
  static final String SELECT =
      "select id, idempotency_key, kind, project_id, tenant_funds, holds, provider_revenue,"
          + " write_offs, node_wallet, adjustments, balance_after, reason, actor, at from entry";
  private static final String INSERT =
      "insert into entry (idempotency_key, kind, project_id, tenant_funds, holds,"
          + " provider_revenue, write_offs, node_wallet, adjustments, balance_after, reason, actor,"
          + " at) values (:key, :kind, :project, :tenantFunds, :holds, :providerRevenue,"
          + " :writeOffs, :nodeWallet, :adjustments, :balanceAfter, :reason, :actor,"
          + " utc_timestamp(6))";

  private JdbiPostings() {}

  /**
   * Posts it and writes the account, unless its key is known.
   *
   * @throws KeyReused if the key stands for another posting
   */
  public static Entry post(Handle tx, LockedAccount account, Posting posting) {
    var earlier = find(tx, posting.key());
    if (earlier.isPresent()) {
      var made = earlier.get();
      if (!made.isFor(posting)) {
        throw new KeyReused(posting.key(), made.describe(), posting.toString());
      }
      return made.entry();
    }
    var after = account.posted(posting.lines());
    append(tx, List.of(new Posted(posting, after.balances().of(Purpose.TENANT_FUNDS))));
    JdbiAccountRows.write(tx, List.of(after));
    return find(tx, posting.key()).orElseThrow().entry();
  }

  /** Appends entries whose keys are known to be new. The caller writes the accounts. */
  public static void append(Handle tx, List<Posted> postings) {
    if (postings.isEmpty()) {
      return;
    }
    try (var batch = tx.prepareBatch(INSERT)) {
      for (var posted : postings) {
        var posting = posted.posting();
        batch
            .bind("key", posting.key())
            .bind("kind", posting.kind().name())
            .bind("project", posting.projectId())
            .bind("tenantFunds", posting.lines().tenantFunds())
            .bind("holds", posting.lines().holds())
            .bind("providerRevenue", posting.lines().providerRevenue())
            .bind("writeOffs", posting.lines().writeOffs())
            .bind("nodeWallet", posting.lines().nodeWallet())
            .bind("adjustments", posting.lines().adjustments())
            .bind("balanceAfter", posted.balanceAfter().value())
            .bind("reason", posting.reason())
            .bind("actor", posting.actor())
            .add();
      }
      batch.execute();
    }
  }

  static Optional<StoredEntry> find(Handle tx, String key) {
    return tx.createQuery(SELECT + " where idempotency_key = :key")
        .bind("key", key)
        .map(JdbiPostings::stored)
        .findOne();
  }

  static Optional<StoredEntry> find(Handle tx, long id) {
    return tx.createQuery(SELECT + " where id = :id")
        .bind("id", id)
        .map(JdbiPostings::stored)
        .findOne();
  }

  static StoredEntry stored(ResultSet row, StatementContext context) throws SQLException {
    var lines =
        new Amounts(
            row.getLong("tenant_funds"),
            row.getLong("holds"),
            row.getLong("provider_revenue"),
            row.getLong("write_offs"),
            row.getLong("node_wallet"),
            row.getLong("adjustments"));
    return new StoredEntry(
        new Entry(
            row.getLong("id"),
            row.getString("idempotency_key"),
            EntryKind.valueOf(row.getString("kind")),
            row.getString("project_id"),
            Satoshis.of(row.getLong("tenant_funds")),
            Satoshis.of(row.getLong("balance_after")),
            row.getString("reason"),
            row.getString("actor"),
            row.getTimestamp("at").toInstant()),
        lines);
  }

  /** An entry with all its lines. */
  record StoredEntry(Entry entry, Amounts lines) {
    /** Whether it moved the same money for the same project. */
    boolean isFor(Posting posting) {
      return entry.kind() == posting.kind()
          && entry.projectId().equals(posting.projectId())
          && lines.equals(posting.lines());
    }

    String describe() {
      return entry.kind() + " of " + lines.tenantFunds() + " sat for project " + entry.projectId();
    }
  }
}
