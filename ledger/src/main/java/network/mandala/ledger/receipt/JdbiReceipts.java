package network.mandala.ledger.receipt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Receipts} in MySQL. */
public final class JdbiReceipts implements Receipts {
  private static final String SELECT =
      "select body, hash, signature, public_key from receipt where project_id = :project";

  private final LedgerDatabase database;

  public JdbiReceipts(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<Receipt> of(String projectId, long fromSequence, int limit) {
    return database.read(handle -> of(handle, projectId, fromSequence, limit));
  }

  /** As {@link Receipts#of}, in a transaction of the caller. */
  public static List<Receipt> of(Handle handle, String projectId, long fromSequence, int limit) {
    return handle
        .createQuery(SELECT + " and sequence >= :from order by sequence limit :limit")
        .bind("project", projectId)
        .bind("from", fromSequence)
        .bind("limit", limit)
        .map(JdbiReceipts::receipt)
        .list();
  }

  @Override
  public Optional<Receipt> latest(String projectId) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " order by sequence desc limit 1")
                .bind("project", projectId)
                .map(JdbiReceipts::receipt)
                .findOne());
  }

  /** Stores new receipts, in the transaction that charges. */
  public static void append(Handle tx, List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    try (var batch =
        tx.prepareBatch(
            "insert into receipt (project_id, sequence, window_start, window_seconds, msat,"
                + " satoshis, body, hash, signature, public_key, issued_at) values (:project,"
                + " :sequence, :start, :seconds, :msat, :satoshis, :body, :hash, :signature,"
                + " :publicKey, :issuedAt)")) {
      for (var receipt : receipts) {
        var body = receipt.body();
        batch
            .bind("project", body.projectId())
            .bind("sequence", body.sequence())
            .bind("start", Timestamp.from(body.window().start()))
            .bind("seconds", body.window().length().toSeconds())
            .bind("msat", body.amount().value())
            .bind("satoshis", body.satoshis().value())
            .bind("body", body.json())
            .bind("hash", receipt.hash())
            .bind("signature", receipt.signature())
            .bind("publicKey", receipt.publicKey())
            .bind("issuedAt", Timestamp.from(body.issuedAt()))
            .add();
      }
      batch.execute();
    }
  }

  private static Receipt receipt(ResultSet row, StatementContext context) throws SQLException {
    return new Receipt(
        ReceiptJson.parseBody(row.getString("body")),
        row.getString("hash"),
        row.getString("signature"),
        row.getString("public_key"));
  }
}
