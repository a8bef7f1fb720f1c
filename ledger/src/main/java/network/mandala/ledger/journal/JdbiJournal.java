package network.mandala.ledger.journal;

import static network.mandala.ledger.account.Purpose.ADJUSTMENTS;
import static network.mandala.ledger.account.Purpose.TENANT_FUNDS;
import static network.mandala.ledger.account.Purpose.WRITE_OFFS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;

/** {@link Journal} in MySQL. */
public final class JdbiJournal implements Journal {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final LedgerDatabase database;

  public JdbiJournal(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public Entry credit(String projectId, Satoshis amount, String key, String reason, String actor) {
    return database.inTransaction(
        tx -> JdbiTopUps.credit(tx, projectId, amount, key, reason, actor));
  }

  @Override
  public Entry adjust(String projectId, Satoshis amount, String key, String reason, String actor) {
    if (amount.equals(Satoshis.ZERO)) {
      throw new IllegalArgumentException("an adjustment is more or less than zero");
    }
    return post(
        new Posting(
            key,
            EntryKind.ADJUSTMENT,
            projectId,
            Amounts.move(amount, ADJUSTMENTS, TENANT_FUNDS),
            reason,
            actor));
  }

  @Override
  public Entry welcome(String projectId, Satoshis amount) {
    JdbiTopUps.requirePositive("a welcome", amount);
    var posting =
        new Posting(
            "welcome:" + projectId,
            EntryKind.WELCOME,
            projectId,
            Amounts.move(amount, ADJUSTMENTS, TENANT_FUNDS),
            "welcome",
            "mandala");
    return database.inTransaction(
        tx -> {
          var account = JdbiAccountRows.lock(tx, projectId);
          var earlier = JdbiPostings.find(tx, posting.key());
          return earlier.isPresent()
              ? earlier.get().entry()
              : JdbiPostings.post(tx, account, posting);
        });
  }

  @Override
  public Optional<Entry> writeOff(String projectId, String reason, String actor) {
    return database.inTransaction(
        tx -> {
          var account = JdbiAccountRows.lock(tx, projectId);
          var balance = account.balances().of(TENANT_FUNDS);
          if (!balance.isNegative()) {
            return Optional.empty();
          }
          long newest =
              tx.createQuery("select max(id) from entry where project_id = :project")
                  .bind("project", projectId)
                  .mapTo(Long.class)
                  .one();
          var posting =
              new Posting(
                  "write-off:" + projectId + ":" + newest,
                  EntryKind.WRITE_OFF,
                  projectId,
                  Amounts.move(balance.negated(), WRITE_OFFS, TENANT_FUNDS),
                  reason,
                  actor);
          return Optional.of(JdbiPostings.post(tx, account, posting));
        });
  }

  @Override
  public Entry reverse(long entryId, String reason, String actor) {
    return database.inTransaction(tx -> JdbiTopUps.reverse(tx, entryId, reason, actor));
  }

  @Override
  public List<Entry> entries(String projectId, EntryQuery query) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    JdbiPostings.SELECT
                        + " where project_id = :project and id < :before and at >= :from and at <"
                        + " :to and kind in (<kinds>) order by id desc limit :limit")
                .bind("project", projectId)
                .bind("before", query.beforeId().orElse(Long.MAX_VALUE))
                .bind("from", query.from().orElse(FIRST))
                .bind("to", query.to().orElse(LAST))
                .bindList("kinds", query.kinds().stream().map(EntryKind::name).sorted().toList())
                .bind("limit", query.limit())
                .map((row, context) -> JdbiPostings.stored(row, context).entry())
                .list());
  }

  private Entry post(Posting posting) {
    return database.inTransaction(
        tx -> JdbiPostings.post(tx, JdbiAccountRows.lock(tx, posting.projectId()), posting));
  }
}
