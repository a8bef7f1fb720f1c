package network.mandala.ledger.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.project.UnknownProject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Locks and writes the rows of {@code account}, for the parts of the ledger that move money. Rows
 * are locked in the order of project ids, so those who lock several never wait for each other in a
 * circle.
 */
public final class JdbiAccountRows {
  private static final String COLUMNS =
      "project_id, tenant_funds, holds, provider_revenue, write_offs, node_wallet, adjustments,"
          + " msat_carry, receipt_sequence, receipt_hash";

  private JdbiAccountRows() {}

  /**
   * @throws UnknownProject if there is no such row
   */
  public static LockedAccount lock(Handle tx, String projectId) {
    return tx.createQuery(
            "select " + COLUMNS + " from account where project_id = :project for update")
        .bind("project", projectId)
        .map(JdbiAccountRows::account)
        .findOne()
        .orElseThrow(() -> new UnknownProject(projectId));
  }

  /** Those that exist, by project. */
  public static SortedMap<String, LockedAccount> lock(Handle tx, Collection<String> projectIds) {
    var accounts = new TreeMap<String, LockedAccount>();
    if (!projectIds.isEmpty()) {
      tx.createQuery(
              "select "
                  + COLUMNS
                  + " from account where project_id in (<projects>) order by project_id for update")
          .bindList("projects", List.copyOf(new TreeSet<>(projectIds)))
          .map(JdbiAccountRows::account)
          .forEach(account -> accounts.put(account.projectId(), account));
    }
    return accounts;
  }

  /** Writes locked rows, all in one statement. */
  public static void write(Handle tx, Collection<LockedAccount> accounts) {
    if (accounts.isEmpty()) {
      return;
    }
    try (var batch =
        tx.prepareBatch(
            "insert into account ("
                + COLUMNS
                + ", changed_at) values (:project, :tenantFunds, :holds, :providerRevenue,"
                + " :writeOffs, :nodeWallet, :adjustments, :carry, :sequence, :hash,"
                + " utc_timestamp(6)) on duplicate key update tenant_funds = values(tenant_funds),"
                + " holds = values(holds), provider_revenue = values(provider_revenue), write_offs"
                + " = values(write_offs), node_wallet = values(node_wallet), adjustments ="
                + " values(adjustments), msat_carry = values(msat_carry), receipt_sequence ="
                + " values(receipt_sequence), receipt_hash = values(receipt_hash), changed_at ="
                + " values(changed_at)")) {
      for (var account : accounts) {
        batch
            .bind("tenantFunds", account.balances().tenantFunds())
            .bind("holds", account.balances().holds())
            .bind("providerRevenue", account.balances().providerRevenue())
            .bind("writeOffs", account.balances().writeOffs())
            .bind("nodeWallet", account.balances().nodeWallet())
            .bind("adjustments", account.balances().adjustments())
            .bind("carry", account.carry().value())
            .bind("sequence", account.receiptSequence())
            .bind("hash", account.receiptHash())
            .bind("project", account.projectId())
            .add();
      }
      batch.execute();
    }
  }

  private static LockedAccount account(ResultSet row, StatementContext context)
      throws SQLException {
    return new LockedAccount(
        row.getString("project_id"),
        new Amounts(
            row.getLong("tenant_funds"),
            row.getLong("holds"),
            row.getLong("provider_revenue"),
            row.getLong("write_offs"),
            row.getLong("node_wallet"),
            row.getLong("adjustments")),
        Millisatoshis.of(row.getLong("msat_carry")),
        row.getLong("receipt_sequence"),
        row.getString("receipt_hash"));
  }
}
